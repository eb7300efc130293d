import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Allowance, forbidden, forbiddenPart, isAllowed, type Parts } from "./allow.ts";

const use = { kind: "dcs.acl-password", owner: "acme/shop/prod/cache", identity: "dcs:5e1/app" };
const all: Allowance = { kinds: ["*"], owners: ["*"] };

it("allows nothing by default", () => {
  expect([isAllowed(undefined, use), isAllowed([], use)]).toEqual([false, false]);
});

it.for<[allow: Allowance, allowed: boolean]>([
  [{ kinds: ["dcs.*"], owners: ["acme/*"] }, true],
  [{ kinds: ["dcs.acl-password"], owners: ["acme/shop/prod/cache"], identities: ["dcs:5e1/app"] }, true],
  [{ kinds: ["*"], owners: ["*"], identities: ["dcs:5e1/*"] }, true],
  [{ kinds: ["iam.*", "dcs.*"], owners: ["other/*", "acme/*"] }, true],
  [{ kinds: [], owners: ["*"] }, false],
  [{ kinds: ["*"], owners: [] }, false],
  [{ kinds: ["*"], owners: ["*"], identities: [] }, false],
  [{ kinds: ["iam.*"], owners: ["acme/*"] }, false],
  [{ kinds: ["dcs.*"], owners: ["other/*"] }, false],
  [{ kinds: ["dcs.*"], owners: ["acme/*"], identities: ["dcs:5e2/*"] }, false],
  [{ kinds: ["dcs.*"], owners: ["acme/*"], identities: ["dcs:5e1/root"] }, false],
])("%j: %s", ([allow, allowed]) => {
  expect(isAllowed([allow], use)).toBe(allowed);
});

it("keeps what its owner let go of rotating, for kinds and identities that it allows", () => {
  const none = { ...use, owner: "none" };
  const allow = [{ kinds: ["dcs.*"], owners: ["acme/*"] }];
  expect([isAllowed(allow, none), isAllowed(allow, { ...none, kind: "iam.access-key" })]).toEqual([true, false]);
});

it("puts no two entries together", () => {
  const [dcs, iam] = [
    { kinds: ["dcs.*"], owners: ["acme/*"] },
    { kinds: ["iam.*"], owners: ["other/*"] },
  ];
  expect(isAllowed([dcs, iam], { ...use, owner: "other/a/b/c" })).toBe(false);
  expect(isAllowed([dcs, iam], { kind: "iam.access-key", owner: "other/a/b/c", identity: "iam:u" })).toBe(true);
});

it("leaves open what is not known yet: whose secret it is", () => {
  const allow = [{ kinds: ["dcs.*"], owners: ["acme/*"], identities: ["dcs:5e2/*"] }];
  expect(isAllowed(allow, { ...use, identity: undefined })).toBe(true);
  expect(isAllowed(allow, { ...use, owner: "other/x", identity: undefined })).toBe(false);
});

const operator = (connection: readonly Allowance[], sinks: Record<string, readonly Allowance[]>): Parts => ({
  connections: new Map([["prod", { allow: connection }]]),
  sinks: new Map(Object.entries(sinks).map(([name, allow]) => [name, { allow }])),
});

describe("a declaration", () => {
  const declaration = {
    name: "team.cache",
    owner: use.owner,
    kind: use.kind,
    connection: "prod",
    account: {},
    rotate: { everyMs: 1 },
    deliver: ["a", "b"],
    graceMs: 0,
  };
  const place = { identity: use.identity, lane: "dcs:5e1" };

  it("may use what its connection and each of its sinks allow", () => {
    const open = operator([all], { a: [all], b: [all] });
    expect(forbiddenPart(open, { declaration, place })).toBeUndefined();
    expect(forbidden(open, { declaration, place })).toBeUndefined();
  });

  it("is told which part does not let it, and no more of one that is not there", () => {
    expect(forbiddenPart(operator([], { a: [all], b: [all] }), { declaration })).toBe("connections.prod");
    expect(forbiddenPart(operator([all], { a: [all], b: [] }), { declaration })).toBe("sinks.b");
    expect(forbiddenPart(operator([all], { a: [all] }), { declaration })).toBe("sinks.b");
    expect(forbidden(operator([all], { b: [all] }), { declaration, place })).toBe(
      "sinks.a.allow does not let acme/shop/prod/cache use it for this dcs.acl-password",
    );
  });

  it("may still give a secret to the sinks that allow it, where another part does not", () => {
    const half = operator([], { a: [all], b: [] });
    expect(forbidden(half, { declaration, place }, "a")).toBeUndefined();
    expect(forbidden(half, { declaration, place }, "b")).toContain("sinks.b.allow");
  });

  it("may use nothing that does not allow both of the accounts that take turns", () => {
    const two = { ...place, alternate: { identity: "dcs:5e1/other", lane: "dcs:5e1" } };
    const one = [{ ...all, identities: ["dcs:5e1/app"] }];
    expect(forbiddenPart(operator(one, { a: [all], b: [all] }), { declaration, place: two })).toBe("connections.prod");
    expect(forbiddenPart(operator([all], { a: one, b: [all] }), { declaration, place: two })).toBe("sinks.a");
    expect(forbiddenPart(operator([all], { a: [all], b: [all] }), { declaration, place: two })).toBeUndefined();
  });

  it("may use an administrator's way only where that connection allows its kind too", () => {
    const reconcile = { kind: "dcs.instance-password", connection: "prod", account: {} };
    const onlyAcl = operator([{ kinds: ["dcs.acl-password"], owners: ["*"] }], { a: [all], b: [all] });
    expect(forbiddenPart(onlyAcl, { declaration, place })).toBeUndefined();
    expect(forbiddenPart(onlyAcl, { declaration: { ...declaration, reconcile }, place })).toBe("connections.prod");
    const elsewhere = { ...reconcile, connection: "admin" };
    const open = operator([all], { a: [all], b: [all] });
    expect(forbiddenPart(open, { declaration: { ...declaration, reconcile: elsewhere }, place })).toBe(
      "connections.admin",
    );
  });

  it("of the file is not bound by it", () => {
    const own = { ...declaration, owner: "file" };
    const closed = operator([], {});
    expect([
      forbidden(closed, { declaration: own, place }),
      forbidden(closed, { declaration: own, place }, "a"),
    ]).toEqual([undefined, undefined]);
  });
});

describe("patterns", () => {
  const word = fc.stringMatching(/^[a-z0-9-]{1,6}$/);
  const path = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("/"));
  const owned = (pattern: string, owner: string) => isAllowed([{ kinds: ["*"], owners: [pattern] }], { ...use, owner });
  const given = { seed: 6, numRuns: 1_000 };

  it("without a star match themselves alone", () => {
    fc.assert(
      fc.property(
        path,
        path,
        (pattern, owner) => owned(pattern, pattern) && owned(pattern, owner) === (pattern === owner),
      ),
      given,
    );
  });

  it("that end in /* match all that lies below, never its like nor itself", () => {
    const below = (prefix: string, rest: string) =>
      owned(`${prefix}/*`, `${prefix}/${rest}`) &&
      !owned(`${prefix}/*`, `${prefix}x/${rest}`) &&
      !owned(`${prefix}/*`, prefix);
    fc.assert(fc.property(path, path, below), given);
  });

  it("with a star inside match one word there, never two", () => {
    const inside = (first: string, one: string, last: string) =>
      owned(`${first}/*/${last}`, `${first}/${one}/${last}`) &&
      !owned(`${first}/*/${last}`, `${first}/${one}/x/${last}`);
    fc.assert(fc.property(word, word, word, inside), given);
  });

  it("take what other languages read as an expression as it is written", () => {
    const awkward = fc.stringMatching(/^[\\^$.+?()[\]{}|a-]{1,8}$/);
    const literal = (text: string, other: string) => owned(text, text) && owned(text, other) === (text === other);
    fc.assert(fc.property(awkward, awkward, literal), given);
  });

  it("match nothing that is empty", () => {
    expect(["*", "acme/*", ""].map((pattern) => owned(pattern, ""))).toEqual([false, false, true]);
    expect(owned("acme/*", "acme/")).toBe(false);
  });
});
