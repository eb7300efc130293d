import fc from "fast-check";
import { expect, it } from "vitest";
import { parseIni } from "./ini.ts";

const plain = (text: string) =>
  Object.fromEntries([...parseIni(text)].map(([name, values]) => [name, Object.fromEntries(values)]));

it("reads a profile as the official SDKs write it", () => {
  const text =
    "\uFEFF# mine\r\n[basic]\r\nak = A1\r\nsk=s;e#c=r=et \r\n\r\n; theirs\n[ global ]\n  ak = A2\n[basic]\nproject_id = p\n";
  expect(plain(text)).toEqual({ basic: { ak: "A1", sk: "s;e#c=r=et", project_id: "p" }, global: { ak: "A2" } });
});

it.for(["[basic", "[basic]]", "[]", "ak", "=sk", "[a]b"])(
  "names the line, and does not quote it, where %j stands",
  (line) => {
    expect(() => parseIni(`[basic]\n\n${line}`)).toThrow(/^line 3 is neither a \[section\] nor a key = value$/);
  },
);

const word = fc.stringMatching(/^[a-z_]{1,12}$/);
const value = fc.string({ unit: "grapheme-ascii", maxLength: 30 }).map((text) => text.trim());

it("reads back whatever was written, marks of the format in values included", () => {
  const file = fc.dictionary(word, fc.dictionary(word, value, { noNullPrototype: true, minKeys: 1 }), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(file, fc.constantFrom("\n", "\r\n"), (sections, end) => {
      const lines = Object.entries(sections).flatMap(([name, values]) => [
        `[${name}]`,
        "# remark",
        ...Object.entries(values).map(([key, one]) => `${key} = ${one}`),
        "",
      ]);
      expect(plain(lines.join(end))).toEqual(sections);
    }),
  );
});

it("either reads a text or throws a SyntaxError that holds none of it", () => {
  const outcome = (text: string) => {
    try {
      return String(parseIni(text).size >= 0);
    } catch (error) {
      return String(error);
    }
  };
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(outcome(text)).toMatch(/^(true|SyntaxError: line \d+ is neither a \[section\] nor a key = value)$/);
    }),
  );
});
