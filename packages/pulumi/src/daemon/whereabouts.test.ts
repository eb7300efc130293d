import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { whereabouts } from "./whereabouts.ts";

const config = (settings: Readonly<Record<string, string>>) => (key: string) => settings[key];
const STACK = { url: "https://stack.example", token: "canary-stack" };

it("takes the environment before the stack's configuration, and a token before its file", () => {
  const env = { REKEY_URL: "http://127.0.0.1:7353", REKEY_TOKEN: "canary-env", REKEY_TOKEN_FILE: "/none" };
  expect(whereabouts({ env, config: config(STACK) })).toEqual({ url: new URL(env.REKEY_URL), token: "canary-env" });
  expect(whereabouts({ env: {}, config: config(STACK) })).toEqual({ url: new URL(STACK.url), token: STACK.token });
});

it("reads a token's file without the line's end", () => {
  // A folder of this name holds what a person gave us in clear.
  const folder = join(mkdtempSync(join(tmpdir(), "token-")), "given");
  mkdirSync(folder);
  const file = join(folder, "token");
  writeFileSync(file, "canary-file\n");
  expect(whereabouts({ env: { REKEY_TOKEN_FILE: file }, config: config(STACK) }).token).toBe("canary-file");
});

it.for([
  { REKEY_URL: "http://[::1]:7353" },
  { REKEY_URL: "http://localhost:7353" },
  { REKEY_URL: "http://rekey.example", REKEY_INSECURE: "true" },
  { REKEY_URL: "unix:/run/rekey/rotator.sock" },
])("sends a token where no network sees it, or where it is told to: %j", (env) => {
  expect(whereabouts({ env, config: config({ token: "canary-t" }) }).url).toEqual(new URL(env.REKEY_URL));
});

describe("says what to do", () => {
  it.for([
    ["where nothing says where the daemon is", {}, {}, "set REKEY_URL, or `pulumi config set rekey:url https://…`"],
    ["where there is no token", { REKEY_URL: "https://h" }, {}, "set REKEY_TOKEN or REKEY_TOKEN_FILE, or"],
    [
      "where the token's file is not there",
      { REKEY_URL: "https://h", REKEY_TOKEN_FILE: "/none/canary" },
      {},
      "cannot be read: ENOENT",
    ],
    [
      "of an address that is none",
      { REKEY_URL: "rekey.example" },
      { token: "t" },
      "write it like https://rekey.example:7353",
    ],
    [
      "of plain HTTP to another machine",
      { REKEY_URL: "http://rekey.example:7353" },
      { token: "t" },
      "REKEY_INSECURE=true",
    ],
    [
      "of plain HTTP to a name that looks like this one",
      { REKEY_URL: "http://127.0.0.1.example" },
      { token: "t" },
      "https://",
    ],
    ["of an address with a password", { REKEY_URL: "http://u:canary-p@h" }, { token: "t" }, "without a user"],
  ] as const)("%s, and repeats nothing", ([, env, stack, words]) => {
    const look = () => whereabouts({ env, config: config(stack) });
    expect(look).toThrow(words);
    expect(look).not.toThrow("canary-");
  });
});
