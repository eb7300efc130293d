import { hasCode } from "@rekey/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fill, namesIn } from "./template.ts";

const template = "/v2/{project_id}/instances/{instance_id}/accounts";

it("fills a documented template", () => {
  expect(namesIn(template)).toEqual(["project_id", "instance_id"]);
  expect(fill(template, { project_id: "p1", instance_id: "i/1" })).toBe("/v2/p1/instances/i%2F1/accounts");
});

it.for(["", ".", "..", "\ud800"])("refuses %j as an id", (instance_id) => {
  let thrown: unknown;
  try {
    fill(template, { project_id: "p1", instance_id });
  } catch (error) {
    thrown = error;
  }
  expect(hasCode(thrown, "ERR_DECLARATION")).toBe(true);
});

it.for(["constructor", "instance_id"])("refuses a template whose {%s} nobody filled", (name) => {
  expect(() => fill(`/v2/{${name}}`, {})).toThrow(`{${name}} is missing`);
});

it("lets no id leave its path segment, whatever it holds", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc
      .array(
        fc.constantFrom("/", "\\", "..", ".", "%2e", "%2F", "?", "#", ";", "\0", "\r\n", " ", "{project_id}", "@", ":"),
        { maxLength: 6 },
      )
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(nasty, (instance_id) => {
      fc.pre(!["", ".", ".."].includes(instance_id) && instance_id.isWellFormed());
      const url = new URL(`https://host${fill(template, { project_id: "p1", instance_id })}`);
      expect(url.search + url.hash).toBe("");
      const segments = url.pathname.split("/");
      expect(segments).toHaveLength(6);
      expect(decodeURIComponent(segments[4] ?? "")).toBe(instance_id);
      expect([...segments.slice(0, 4), segments[5]]).toEqual(["", "v2", "p1", "instances", "accounts"]);
    }),
  );
});
