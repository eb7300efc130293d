import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countIn, lineOf, sum } from "../tools/count.ts";
import { CANARY, spellings, TOKEN } from "../tools/net.ts";
import { exportsOf, importsOf, wordsOf } from "../tools/sources.ts";

const source = (text: string) => ({ path: "a.ts", text });

describe("the search for passwords", () => {
  it.for(["base64", "base64url", "hex", "utf8"] as const)("knows a password in %s wherever it stands", (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
        const encoded = Buffer.concat([before, Buffer.from(CANARY), after]).toString(encoding);
        expect(spellings(CANARY).some((spelling) => encoded.includes(spelling.toString()))).toBe(true);
      }),
    );
  });

  it("takes no other text for one", () => {
    const spelled = spellings(CANARY).map(String);
    expect(spelled.every((spelling) => spelling.length >= 7)).toBe(true);
  });
});

describe("the search for tokens", () => {
  const token = ["rk", "0".repeat(11), "9".repeat(49)].join("_");

  it.for(["", "Bearer ", '{"token":"', "\\n"])("finds one after %j", (before) => {
    expect(TOKEN.test(`${before}${token}"`)).toBe(true);
  });

  it("takes no other text for one", () => {
    for (const text of [token.slice(0, -1), token.slice(1)]) expect(TOKEN.test(text)).toBe(false);
  });
});

describe("the count", () => {
  it("is read from the last closing line and survives being written", () => {
    expect(countIn("9 passed, 9 failed\nmore\n3 passed, 1 failed\n")).toEqual({ passed: 3, failed: 1 });
    expect(countIn(lineOf({ passed: 7, failed: 0 }))).toEqual({ passed: 7, failed: 0 });
  });

  it("of a run that left no closing line is one failure", () => {
    expect(countIn("Segmentation fault")).toEqual({ passed: 0, failed: 1 });
  });

  it("adds up", () => {
    expect(sum([countIn("1 passed, 2 failed"), countIn("3 passed, 4 failed")])).toEqual({ passed: 4, failed: 6 });
  });
});

describe("the reader of sources", () => {
  it.for([
    [`import { a } from "x";`, ["x"]],
    [`import type {\n  A,\n  B,\n} from "./a.ts";\nimport "y";`, ["./a.ts", "y"]],
    [`export { a } from "x";\nexport type { B } from 'y';`, ["x", "y"]],
    [`const a = await import("x");`, ["x"]],
    [`import a, * as b from "x";`, ["x"]],
    [`export const from = "x";`, []],
  ] as const)("finds the imports of %j", ([text, imports]) => {
    expect(importsOf(source(text))).toEqual(imports);
  });

  it.for([
    [`export const a = 1;\nexport async function b() {}`, ["a", "b"]],
    [`export abstract class C {}\nexport interface D {}\nexport type E = 1;`, ["C", "D", "E"]],
    [`export { f, type G, h as i } from "x";`, ["f", "G", "i"]],
    [`const notExported = 1;`, []],
  ] as const)("finds the exports of %j", ([text, names]) => {
    expect(exportsOf(source(text))).toEqual(names);
  });

  it.for([
    ["listAclAccounts", ["list", "acl", "accounts"]],
    ["HTTPInfo", ["http", "info"]],
    ["core-http/rate_limit.ts", ["core", "http", "rate", "limit", "ts"]],
  ] as const)("splits %s into words", ([name, words]) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe("set-up", () => {
  it("says in one line what is missing and how to bring it, and fails, where it may not install", () => {
    const script = join(import.meta.dirname, "../tools/setup.mjs");
    const run = spawnSync(process.execPath, [script], { encoding: "utf8", env: { PATH: "", REKEY_INSTALL: "0" } });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(/^The tests need redis-server: .+\n$/);
  });
});
