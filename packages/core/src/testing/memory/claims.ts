import { after } from "../../clock.ts";
import { type Credential, underWayUntil } from "../../credential.ts";
import { CredentialError } from "../../errors.ts";
import type { Claim, Claims, Held, Request, Requests, Seen } from "../../store.ts";
import { isInFlight, laneMates, type Row, rowOf, type Rows, standing, wantedAt } from "./row.ts";

/** The claims of a memory store. */
export function claims(rows: Rows): Claims {
  return {
    async due(now, most, connection) {
      const found = standing(rows).filter((row) => isOf(row, connection) && isClaimable(rows, row, now));
      return oneALane(found.toSorted(byLongestOverdue))
        .slice(0, most)
        .map(({ declared }) => declared.uid);
    },
    connections: async () =>
      [...new Set(standing(rows).map(({ declared }) => declared.declaration.connection))].toSorted(),
    async nextWake() {
      const wakes = standing(rows).map((row) => Math.max(wantedAt(row).getTime(), freeAt(rows, row)));
      return wakes.length === 0 ? undefined : new Date(Math.min(...wakes));
    },
    async claim(uid, now, forMs) {
      const row = rows.get(uid);
      return row && isClaimable(rows, row, now) ? hold(row, after(now, forMs)) : undefined;
    },
    release: async (claim) => giveBack(rows, claim),
  };
}

/** Ends a claim that is the newest. */
export function giveBack(rows: Rows, { uid, epoch }: Claim): void {
  const row = rows.get(uid);
  if (row?.epoch === epoch) row.claimEndsAt = new Date(0);
}

function isOf({ declared: { declaration } }: Row, connection: string | undefined): boolean {
  return connection === undefined || declaration.connection === connection;
}

function byLongestOverdue(a: Row, b: Row): number {
  return overdueSince(a) - overdueSince(b) || wantedAt(a).getTime() - wantedAt(b).getTime();
}

function overdueSince(row: Row): number {
  return Math.min(row.credential.dueAt.getTime(), wantedAt(row).getTime());
}

function oneALane(rowsInOrder: readonly Row[]): readonly Row[] {
  const lanes = new Set<string>();
  return rowsInOrder.filter(({ declared: { place } }) => !lanes.has(place.lane) && lanes.add(place.lane));
}

function isClaimable(rows: Rows, row: Row, now: Date): boolean {
  if (row.declared.forgottenAt || row.claimEndsAt > now || wantedAt(row) > now) return false;
  return !laneMates(rows, row).some((mate) => isInFlight(mate, now));
}

function hold(row: Row, endsAt: Date): Held {
  row.claimEndsAt = endsAt;
  row.claimedGeneration = row.declared.generation;
  // Whatever becomes of this holder, somebody looks again when its claim ends.
  row.credential = { ...row.credential, wakeAt: endsAt };
  const claim = { uid: row.declared.uid, epoch: ++row.epoch, endsAt };
  return { claim, credential: row.credential, declared: row.declared, request: unanswered(row) };
}

/** When the last claim or quiet time that bars it is over. */
function freeAt(rows: Rows, row: Row): number {
  return Math.max(row.claimEndsAt.getTime(), ...laneMates(rows, row).map(clearsAt));
}

/** A change under way ends no sooner than somebody looks at it. */
function clearsAt({ claimEndsAt, credential }: Row): number {
  const { attempt, wakeAt } = credential;
  const lookedAtMs = Math.min(underWayUntil(credential)?.getTime() ?? 0, wakeAt.getTime());
  return Math.max(claimEndsAt.getTime(), attempt?.quietUntil?.getTime() ?? 0, lookedAtMs);
}

/** The requests of a memory store. */
export function requests(rows: Rows): Requests {
  let last = 0;
  return {
    async ask(uid, what, { who, at }) {
      const { requests: waiting, credential } = rowOf(rows, uid);
      waiting.push({ id: ++last, what, by: who, at, seen: seenOf(credential) });
      return last;
    },
    async request(uid, answered) {
      const row = rows.get(uid);
      if (!row) throw new CredentialError("ERR_DECLARATION", `${uid} is not declared`);
      return unanswered(row, answered);
    },
  };
}

/** The oldest request above what was answered. */
function unanswered({ requests: all, credential }: Row, answered = credential.answered): Request | undefined {
  return all.find(({ id }) => id > answered);
}

function seenOf({ current, opened, stuck }: Credential): Seen {
  return { ...(current && { current: current.number }), opened, isStuck: stuck !== undefined };
}
