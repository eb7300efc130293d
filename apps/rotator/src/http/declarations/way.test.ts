import type { CredentialKind } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { type Allowance, forbiddenPart } from "../../allow/allow.ts";
import { declaring, openScene } from "../ground.fixture.ts";

const CACHE = "/v1/declarations/cache";
const account = z.strictObject({ user: z.string() });
const common = {
  account,
  identity: ({ user }: z.output<typeof account>) => `sample ${user}`,
  locate: async ({ user }: z.output<typeof account>) => ({ user: user.toLowerCase() }),
};
const rules = () => ({ length: 16, classes: ["abcdefghij"] });

/** Needs the old secret, and can be seen to be in force where it has a login. */
const own: CredentialKind<z.output<typeof account>> = {
  ...common,
  name: "sample.own",
  secret: "supplied",
  limits: { leastIntervalMs: 3_600_000 },
  rules,
  async change() {},
};
const admin: CredentialKind<z.output<typeof account>> = {
  ...common,
  name: "sample.admin",
  secret: "supplied",
  rules,
  async set() {},
};
const kinds = [own, admin];
const way = (reconcile: object, changes = {}) => declaring({ kind: "sample.own", reconcile, ...changes });

/** As the operator's part says it of two connections. */
const allowed = (prod: readonly Allowance[], office: readonly Allowance[] = []) =>
  openScene({
    kinds,
    forbids: (naming) =>
      forbiddenPart(
        {
          connections: new Map([
            ["prod", { allow: prod }],
            ["office", { allow: office }],
          ]),
          sinks: new Map(),
        },
        naming,
      ),
  });
const OWNERS = ["acme/*"];

it("takes an administrator's way, and reads it as what can be sent back", async () => {
  const { ask } = openScene({ kinds });
  const put = await ask(`PUT ${CACHE}`, { body: way({ kind: "sample.admin" }) });
  const whole = { kind: "sample.admin", connection: "prod", account: { user: "ada" } };
  expect(put).toMatchObject({ status: 201, json: { declaration: { reconcile: whole } } });
  const again = await ask(`PUT ${CACHE}`, { body: way(whole) });
  expect(again).toMatchObject({ status: 200, json: { declaration: { reconcile: whole, generation: 1 } } });
});

it("judges an administrator's way by what its connection allows: kind, identity and owner", async () => {
  const both = [{ kinds: ["sample.*"], owners: OWNERS }];
  const through = (connection?: string) => ({ body: way({ kind: "sample.admin", ...(connection && { connection }) }) });
  expect(await allowed(both).ask(`PUT ${CACHE}`, through())).toMatchObject({ status: 201 });
  const ownAlone = [{ kinds: ["sample.own"], owners: OWNERS }];
  expect(await allowed(ownAlone).ask(`PUT ${CACHE}`, through())).toMatchObject({ status: 403 });
  expect(await allowed(both).ask(`PUT ${CACHE}`, through("office"))).toMatchObject({ status: 403 });
  const asAdmin = (identity: string) => [{ kinds: ["sample.admin"], identities: [identity], owners: OWNERS }];
  expect(await allowed(both, asAdmin("sample eve")).ask(`PUT ${CACHE}`, through("office"))).toMatchObject({
    status: 403,
    json: { title: expect.stringContaining("connections.office") },
  });
  expect(await allowed(both, asAdmin("sample ada")).ask(`PUT ${CACHE}`, through("office"))).toMatchObject({
    status: 201,
  });
});

it("judges both accounts that take turns by their identities", async () => {
  const { account: _, ...rest } = declaring({ kind: "sample.own" });
  const body = { ...rest, accounts: [{ user: "ada" }, { user: "EVE" }] };
  const of = (...identities: string[]) => allowed([{ kinds: ["sample.own"], identities, owners: OWNERS }]);
  expect(await of("sample ada").ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 403 });
  expect(await of("sample eve").ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 403 });
  expect(await of("sample ada", "sample eve").ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 201 });
});

it.for([
  ["a heartbeat without a login", { heartbeat: "12h" }, "heartbeat"],
  ["drift without a login", { drift: "rotate" }, "drift"],
  ["approval of what disturbs nobody", { approval: "auto" }, "approval"],
  ["more often than the service allows", { rotate: { every: "30m" } }, "rotate.every"],
  ["slots that never come", { rotate: { cron: "0 0 30 2 *" } }, "rotate.cron"],
  ["a window that is never open", { rotate: { every: "30d", windows: [] } }, "rotate.windows"],
  ["a group whose turns do not fit", { rotate: { every: "2h" }, stagger: { group: "g", offset: "3h" } }, "stagger"],
  ["a way that needs the old secret", { reconcile: { kind: "sample.own" } }, "reconcile.kind"],
  ["another's way", { reconcile: { kind: "sample.admin", account: { user: "eve" } } }, "reconcile.account"],
  ["a way where none is needed", { kind: "sample.admin", reconcile: { kind: "sample.admin" } }, "reconcile.kind"],
  ["a way to no kind", { reconcile: { kind: "sample.admn" } }, "reconcile.kind"],
  ["one account twice", { account: undefined, accounts: [{ user: "ada" }, { user: "ada" }] }, "accounts.1"],
] as const)("refuses what `validate` refuses, by its path: %s", async ([, changes, path]) => {
  const { ask } = openScene({ kinds });
  const got = await ask(`PUT ${CACHE}`, { body: declaring({ kind: "sample.own", ...changes }) });
  expect(got.status).toBe(422);
  expect(got.json["errors"]).toContainEqual(expect.objectContaining({ path }));
});
