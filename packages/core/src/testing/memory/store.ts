import { randomUUID } from "node:crypto";
import { CredentialError } from "../../errors.ts";
import type { Event } from "../../event.ts";
import type { Audit, Bill, Recorded, Rotations, Store } from "../../store.ts";
import { type Payments, settled, standingPayments } from "./budgets.ts";
import { census } from "./census.ts";
import { claims, giveBack, requests } from "./claims.ts";
import { declarations } from "./declarations.ts";
import { doubts } from "./doubts.ts";
import type { Row } from "./row.ts";
import { tokens } from "./tokens.ts";

/** A MemoryStore can also be looked into, by whoever judges what was written. */
export interface MemoryStore extends Store {
  readonly rows: ReadonlyMap<string, Row>;
  readonly recorded: readonly Recorded[];
  /** Until when each try that was paid for may count, by identity. */
  readonly paid: Map<string, readonly Date[]>;
}

/** Keeps everything in maps: for tests, and as the shortest reading of the Store contract. */
export function memoryStore({ newUid = randomUUID }: { newUid?: () => string } = {}): MemoryStore {
  const rows = new Map<string, Row>();
  const payments: Payments = new Map();
  const recorded: Recorded[] = [];
  const record = (event: Event) => void recorded.push({ ...event, seq: recorded.length + 1 });
  return {
    rows,
    recorded,
    paid: payments,
    ...declarations(rows, newUid),
    ...requests(rows),
    ...claims(rows),
    ...rotations({ rows, payments, record }),
    ...census(rows, payments),
    ...tokens(record),
    payments: async (identity, now) => standingPayments(payments, identity, now),
    record: async (event) => record(event),
    ...doubts(rows, record),
    events: async (query) => found(recorded, query),
  };
}

interface Books {
  readonly rows: ReadonlyMap<string, Row>;
  readonly payments: Payments;
  readonly record: (event: Event) => void;
}

function rotations({ rows, payments, record }: Books): Rotations {
  const commit: Rotations["commit"] = async ({ uid, epoch }, next, event, ...bills) => {
    const row = rows.get(uid);
    if (row?.epoch !== epoch) throw new CredentialError("ERR_CONFLICT", `${uid}: a newer claim exists`);
    pay(payments, bills);
    row.credential = next;
    row.requests = row.requests.filter(({ id }) => id > next.answered);
    record(event);
  };
  return {
    commit,
    async finish(claim, ...transition) {
      await commit(claim, ...transition);
      giveBack(rows, claim);
    },
  };
}

/** All bills or none: where one cannot be paid, nothing is written. */
function pay(payments: Payments, bills: readonly Bill[]): void {
  if (bills.length === 0) return;
  const paid = new Map(payments);
  for (const bill of bills) paid.set(bill.identity, settled(paid, bill));
  for (const { identity } of bills) payments.set(identity, paid.get(identity) ?? []);
}

function found(
  recorded: readonly Recorded[],
  { after = 0, most, uid, isNewestFirst = false }: Parameters<Audit["events"]>[0],
) {
  const events = recorded.filter((event) => event.seq > after && (uid === undefined || event.uid === uid));
  return (isNewestFirst ? events.toReversed() : events).slice(0, most);
}
