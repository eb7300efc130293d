import { type Census, type Standing, unknownSince, whyOf } from "../../census.ts";
import { earliest } from "../../clock.ts";
import { stateOf } from "../../credential.ts";
import type { Censuses } from "../../store.ts";
import { type Payments, standingPayments } from "./budgets.ts";
import { type Row, standing } from "./row.ts";

/** Counts a memory store. */
export function census(rows: ReadonlyMap<string, Row>, payments: Payments): Censuses {
  return {
    async census(now, { isNamed = false } = {}) {
      const all = standing(rows);
      const late = all.map(({ credential: { current, dueAt } }) => (current && dueAt <= now ? dueAt : undefined));
      return {
        standing: standings(all, now, isNamed),
        overdueSince: earliest(...late),
        unknownSince: earliest(...all.filter(isUnknown(now)).map(({ credential }) => unknownSince(credential))),
        owedSince: owedSince(all),
        paid: paid(all, (identity) => standingPayments(payments, identity, now).length),
      };
    },
  };
}

function isUnknown(now: Date): (row: Row) => boolean {
  return ({ credential }) => stateOf(credential, now) === "unknown";
}

function standings(rows: readonly Row[], now: Date, isNamed: boolean): readonly Standing[] {
  const groups = new Map<string, Standing>();
  for (const { credential: row, declared } of rows) {
    const state = stateOf(row, now);
    const credential = isNamed ? declared.declaration.name : undefined;
    const group = { state, reason: whyOf(row, state), ...(credential !== undefined && { credential }) };
    const key = JSON.stringify(group);
    groups.set(key, { ...group, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

function owedSince(rows: readonly Row[]): Census["owedSince"] {
  const owed = rows.flatMap(({ declared, credential: { current, cursors } }) =>
    declared.declaration.deliver
      .filter((sink) => current?.issued && (cursors[sink]?.version ?? 0) < current.number)
      .map((sink) => ({ sink, since: current?.since })),
  );
  return [...Map.groupBy(owed, ({ sink }) => sink)].flatMap(([sink, all]) => {
    const since = earliest(...all.map((one) => one.since));
    return since ? [{ sink, since }] : [];
  });
}

function paid(rows: readonly Row[], count: (identity: string) => number): Census["paid"] {
  const most = new Map<string, Census["paid"][number]>();
  for (const { declared } of rows) {
    const { connection, kind } = declared.declaration;
    const { identity, alternate } = declared.place;
    const key = JSON.stringify([connection, kind]);
    const here = Math.max(count(identity), alternate ? count(alternate.identity) : 0);
    most.set(key, { connection, kind, most: Math.max(here, most.get(key)?.most ?? 0) });
  }
  return [...most.values()];
}
