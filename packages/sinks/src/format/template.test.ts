import { expect, it } from "vitest";
import { fill, isTemplate } from "./template.ts";

const fields = { user: "app", password: `a"b`, nested: "{{user}}" };

it("puts values in place of fields and leaves everything else", () => {
  expect(fill('url = "{{ user }}" # {x} $y {{password}}', "json", fields)).toBe('url = "app" # {x} $y a\\"b');
});

it("replaces nothing in what it has put there", () => {
  expect(fill("{{nested}}", "text", fields)).toBe("{{user}}");
  expect(fill("{{user}}", "text", { user: "$& $1 $$" })).toBe("$& $1 $$");
});

it.for(["pass", "constructor", "__proto__", "toString"])(
  "names the fields that there are where there is no %s",
  (field) => {
    expect(() => fill(`{{${field}}}`, "text", fields)).toThrow(
      expect.objectContaining({ code: "ERR_DELIVERY", details: { remedy: "write one of nested, password, user" } }),
    );
  },
);

it("refuses a value that its language cannot hold", () => {
  expect(() => fill("A='{{password}}'", "dotenv", { password: "canary-it's" })).toThrow(
    /the field password holds a character/,
  );
});

it.for([
  ["{{user}} {{ password }} { } } {", true],
  ["", true],
  ["{{user}", false],
  ["{{#if user}}", false],
  ["{{user.name}}", false],
  ["{{}}", false],
  ["}}", false],
  ["{{{user}}}", true],
] as const)("%j is a template: %s", ([text, is]) => {
  expect(isTemplate(text)).toBe(is);
});
