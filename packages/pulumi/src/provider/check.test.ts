import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../schema/unknown.ts";
import { check } from "./check.ts";
import { INPUTS } from "./opened.fixture.ts";

it("lets right inputs pass as they are, and reaches for nothing", () => {
  expect(check(INPUTS)).toEqual({ inputs: INPUTS, failures: [] });
});

it.for([
  [
    "a duration that is none",
    { rotate: { every: "never" } },
    "rotate",
    'rotate.every "never": a duration is written like 30d, 12h, 9m or 90s',
  ],
  [
    "two schedules",
    { rotate: { every: "1d", cron: "@daily" } },
    "rotate",
    'rotate {"every":"1d","cron":"@daily"}: write `every` or `cron`, one of the two',
  ],
  ["no schedule", { rotate: {} }, "rotate", "rotate {}: write `every` or `cron`, one of the two"],
  [
    "a window without an end",
    { rotate: { every: "1d", windows: [{ cron: "@daily" }] } },
    "rotate",
    "rotate.windows.0.for: it is missing: How long it stays open, such as `4h`.",
  ],
  [
    "an account's field that is wrong",
    { account: { instance: "cache-prod", user: "a:b" } },
    "account",
    'account.user "a:b": an ACL account\'s name starts with a letter and has 1 to 64 letters, digits, `_` and `-`',
  ],
  [
    "a login that is none",
    { account: { ...INPUTS.account, login: "three" } },
    "account",
    'account.login "three": write one-argument or two-argument',
  ],
  [
    "an account's field that is missing",
    { account: { user: "app" } },
    "account",
    "account.instance: it is missing: The instance, by id or by name.",
  ],
  [
    "a field that nobody knows",
    { account: { ...INPUTS.account, host: "10.0.0.1" } },
    "account",
    'account.host "10.0.0.1": there is no such argument: there are instance, user, login',
  ],
  ["a list that is a text", { deliver: "app-env" }, "deliver", 'deliver "app-env": write a list'],
  [
    "a name that is none",
    { name: "Cache App" },
    "name",
    'name "Cache App": a name has a-z, 0-9 and -, up to 63 characters, up to four such words joined by dots',
  ],
  [
    "a policy that is none",
    { deletionPolicy: "delete" },
    "deletionPolicy",
    'deletionPolicy "delete": write retain or forget',
  ],
] as const)("says of %s where it is, what stands there, and what to write", ([, wrong, property, reason]) => {
  expect(check({ ...INPUTS, ...wrong }).failures).toEqual([{ property, reason }]);
});

it("says everything that is wrong at once", () => {
  const { connection: _, ...rest } = INPUTS;
  expect(check({ ...rest, deliver: [1, "a", 2] }).failures.map(({ reason }) => reason.split(":")[0])).toEqual([
    "connection",
    "deliver.0 1",
    "deliver.2 2",
  ]);
});

it("repeats no value of a secret input (law 10)", () => {
  const account = { instance: "cache-prod", user: "canary-:a" };
  const { failures } = check({ ...INPUTS, account, secrets: ["account"] });
  expect(failures).toHaveLength(1);
  expect(JSON.stringify(failures)).not.toContain("canary-");
});

describe("what is unknown", () => {
  it.for([
    { account: UNKNOWN },
    { account: { instance: UNKNOWN, user: UNKNOWN } },
    { rotate: { every: UNKNOWN } },
    { rotate: { every: "1d", cron: UNKNOWN } },
    { rotate: { every: "1d", windows: [UNKNOWN, { cron: UNKNOWN, for: "1h" }] } },
    { name: UNKNOWN, connection: UNKNOWN, deliver: [UNKNOWN], adopt: UNKNOWN },
  ])("is left alone in %j", (unknown) => {
    const inputs = { ...INPUTS, ...unknown };
    expect(check(inputs)).toEqual({ inputs, failures: [] });
  });
});

it("refuses a kind of a later release by name", () => {
  expect(() => check({ ...INPUTS, kind: "dcs.later" })).toThrow("does not know the kind dcs.later: upgrade it");
});

describe("two accounts that take turns", () => {
  const { account, ...rest } = INPUTS;
  const accounts = [account, { instance: "cache-prod", user: "app-2" }];

  it("stand in place of one", () => {
    expect(check({ ...rest, accounts }).failures).toEqual([]);
    expect(check({ ...rest, accounts: UNKNOWN }).failures).toEqual([]);
  });

  it.for([
    ["both", { account, accounts }, "account: write `account`, or two `accounts` that take turns"],
    ["neither", {}, "account: write `account`, or two `accounts` that take turns"],
    ["three of them", { accounts: [...accounts, account] }, "write at most 2"],
  ] as const)("are refused with %s", ([, given, reason]) => {
    const { failures } = check({ ...rest, ...given });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toContain(reason);
  });

  it("are no argument of a kind that keeps two versions of one account", () => {
    const key = { ...rest, kind: "iam.access-key", accounts };
    expect(check(key).failures.map(({ property }) => property)).toEqual(["account", "accounts"]);
  });
});

describe("an administrator's way", () => {
  const member = { ...INPUTS, kind: "meeting.own-password", account: { account: "ada@corp" } };
  const reconcile = { kind: "meeting.admin-reset" };

  it("is an argument of a kind that needs the old secret, and of no other", () => {
    expect(check({ ...member, reconcile }).failures).toEqual([]);
    expect(check({ ...INPUTS, reconcile }).failures.map(({ property }) => property)).toEqual(["reconcile"]);
  });

  it("names its kind", () => {
    const { failures } = check({ ...member, reconcile: { connection: "office" } });
    expect(failures).toMatchObject([{ property: "reconcile", reason: expect.stringContaining("reconcile.kind") }]);
  });
});
