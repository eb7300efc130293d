import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../schema/unknown.ts";
import { diff } from "./diff.ts";
import { INPUTS } from "./opened.fixture.ts";

const olds = { ...INPUTS, deletionPolicy: "forget", uid: "uid-1", generation: 3 };
const news = { ...INPUTS, deletionPolicy: "forget" };

it("sees no change where the program says what it said", () => {
  expect(diff(olds, news)).toEqual({ changed: [], replaces: [] });
});

it.for([
  ["rotate", { rotate: { every: "7d" } }],
  ["connection", { connection: "other" }],
  ["deliver", { deliver: ["app-env"] }],
  ["owner", { owner: "acme/shop/dev/renamed" }],
  ["waitForReady", { waitForReady: "2m" }],
  ["account", { account: { ...INPUTS.account, login: "two-argument" } }],
] as const)("updates another %s in place", ([name, changed]) => {
  expect(diff(olds, { ...news, ...changed })).toEqual({ changed: [name], replaces: [] });
});

it("leaves it to the daemon whether an imported account, which has the service's own ids, is the one that the program says", () => {
  const imported = {
    ...olds,
    owner: "none",
    account: { instance: "5e1d0c8a", user: "app" },
    deletionPolicy: undefined,
  };
  expect(diff(imported, news)).toEqual({ changed: ["account", "deletionPolicy", "owner"], replaces: [] });
});

it("reports an old provider's text in the state as a change, so that it is replaced", () => {
  expect(diff({ ...olds, __provider: "exports.handler = () => ({})" }, news).changed).toEqual(["__provider"]);
});

it.for([
  ["account", { account: { instance: "cache-prod", user: "queue" } }],
  ["kind", { kind: "dcs.instance-password" }],
  ["name", { name: "cache-2" }],
] as const)("replaces for another %s", ([name, changed]) => {
  expect(diff(olds, { ...news, ...changed }).replaces).toEqual([name]);
});

describe("a replacement that would have to fail", () => {
  it.for([
    [{ name: "cache-2" }, "cannot be given a new name while its deletionPolicy is retain"],
    [{ account: { instance: "cache-prod", user: "queue" } }, "cannot be given another account"],
    [{ kind: "dcs.instance-password" }, "cannot be given another kind"],
  ] as const)("is refused before anything is done: %j", ([changed, why]) => {
    expect(() => diff({ ...olds, deletionPolicy: "retain" }, { ...news, ...changed })).toThrow(why);
    expect(() => diff({ ...INPUTS, uid: "uid-1" }, { ...INPUTS, ...changed })).toThrow(why);
  });

  it("is none where nothing is shared with what is retained", () => {
    const account = { instance: "cache-prod", user: "queue" };
    expect(diff(INPUTS, { ...INPUTS, name: "queue", account }).replaces).toEqual(["account", "name"]);
  });
});

it.for([
  { account: UNKNOWN },
  { account: { ...INPUTS.account, user: UNKNOWN } },
  { name: UNKNOWN },
  { rotate: { every: UNKNOWN } },
])("never replaces for what is unknown yet: %j", (changed) => {
  const { changed: names, replaces } = diff(olds, { ...news, ...changed });
  expect([names, replaces]).toEqual([Object.keys(changed), []]);
});

describe("two accounts that take turns", () => {
  const { account: _, ...rest } = news;
  const pair = [INPUTS.account, { instance: "cache-prod", user: "app-2" }];
  const paired = { ...rest, accounts: pair };

  it("are compared one by one", () => {
    expect(diff({ ...paired, uid: "uid-1" }, paired).changed).toEqual([]);
    const login = { ...paired, accounts: [pair[0], { ...pair[1], login: "two-argument" }] };
    expect(diff(paired, login)).toEqual({ changed: ["accounts"], replaces: [] });
    const other = { ...paired, accounts: [pair[0], { instance: "cache-prod", user: "queue" }] };
    expect(diff(paired, other)).toEqual({ changed: ["accounts"], replaces: ["accounts"] });
    const unknown = { ...paired, accounts: [pair[0], { instance: UNKNOWN, user: UNKNOWN }] };
    expect(diff(paired, unknown)).toEqual({ changed: ["accounts"], replaces: [] });
    expect(diff(paired, { ...paired, accounts: UNKNOWN }).replaces).toEqual([]);
  });

  it("are another secret than one account", () => {
    expect(diff(olds, paired).replaces).toEqual(["account", "accounts"]);
  });
});
