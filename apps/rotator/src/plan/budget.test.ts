import { type CredentialKind, type Declaration, fresh } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { budgetOf } from "./budget.ts";

const now = new Date("2026-11-21T12:00:00Z");
const kind: CredentialKind = {
  name: "sample.own",
  account: z.unknown(),
  identity: String,
  secret: "supplied",
  limits: { lockout: { tries: 5, windowMs: 1 } },
  rules: () => ({ length: 8, classes: ["ab"] }),
  change: async () => {},
};
const reconcile: CredentialKind = {
  ...kind,
  name: "sample.admin",
  secret: "mailed",
  limits: {},
  reset: async () => {},
};
const declaration: Declaration = {
  name: "cache",
  owner: "file",
  kind: "sample.own",
  connection: "prod",
  account: "ada",
  alternate: "eve",
  rotate: { everyMs: 1 },
  deliver: [],
  graceMs: 0,
};
const lane = "l";
const place = { identity: "ada", lane, alternate: { identity: "eve", lane } };
const declared = { uid: "c1", generation: 1, declaration, place, declaredAt: now };
const current = { number: 1, facts: {}, since: now };
const row = { ...fresh("c1", now), current };
/** Of ada one try is paid for, of eve three. */
const store = { payments: async (identity: string) => (identity === "ada" ? [now] : [now, now, now]) };

it("counts the tries of the account whose turn is next (law 5)", async () => {
  const of = (credential: typeof row) => budgetOf({ credential, declared, kind }, { store, now });
  expect(await of(row)).toEqual({ left: 2, of: 5 });
  expect(await of(Object.assign({}, row, { current: { ...current, isAlternate: true } }))).toEqual({ left: 4, of: 5 });
});

it("counts none where an administrator's way comes next that locks nobody", async () => {
  const { alternate: _, ...alone } = declaration;
  const way = { ...alone, reconcile: { kind: "sample.admin", connection: "prod", account: "ada" } };
  const credential = fresh("c1", now);
  const known = { credential, declared: { ...declared, declaration: way }, kind, reconcile };
  expect(await budgetOf(known, { store, now })).toBeUndefined();
});
