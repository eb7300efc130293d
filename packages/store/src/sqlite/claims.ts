import { type Claim, type Claims, earliest, type Held } from "@rekey/core";
import { integer, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { declaredOf, rowByUid } from "./listed.ts";
import { oldestRequest } from "./requests.ts";
import { credentialOf, knownOf } from "./row.ts";

/** Each lane of a mate with each of ours. */
const PAIRS = ["lane", "alternate_lane"].flatMap((theirs) =>
  ["lane", "alternate_lane"].map((ours) => `mate.${theirs} = c.${ours} AND mate.uid <> c.uid`),
);

/** Another in one of its lanes is held, or has a change under way. Bound by position, which is faster than by name; the first is the time. */
const LANE_IS_BUSY = `(${PAIRS.map(
  (mates) => `EXISTS (SELECT 1 FROM credential AS mate WHERE ${mates} AND mate.busy_until > ?1)`,
).join(" OR ")})`;

/** Of one connection: those that have waited longest to be looked at, and of them the most overdue, one of each lane. SQLite answers with the row of the minimum. */
export const DUE = `SELECT uid, look_at, min(since) AS since FROM (
    SELECT uid, lane, look_at, min(due_at, look_at) AS since FROM credential AS c
    WHERE connection = ?2 AND look_at <= ?1 AND NOT ${LANE_IS_BUSY} ORDER BY look_at LIMIT ?3)
  GROUP BY lane ORDER BY since, look_at`;

const LAST_OUT = PAIRS.map(
  (mates) => `coalesce((SELECT busy_until FROM credential AS mate WHERE ${mates} ORDER BY busy_until DESC LIMIT 1), 0)`,
);

/** Of one connection, in order of when they want looking at, and when the last of their lanes is out of the way. */
export const WAKES = `SELECT look_at, max(${LAST_OUT.join(", ")}) AS lane_free_at
  FROM credential AS c WHERE connection = ? AND look_at IS NOT NULL ORDER BY look_at`;

/** From one to the next by the index, so a million rows of one connection are one step. */
export const CONNECTIONS = `WITH RECURSIVE found (name) AS (
    SELECT * FROM (SELECT connection FROM credential WHERE look_at IS NOT NULL ORDER BY connection LIMIT 1)
    UNION ALL SELECT (SELECT connection FROM credential
      WHERE look_at IS NOT NULL AND connection > found.name ORDER BY connection LIMIT 1) FROM found WHERE name IS NOT NULL)
  SELECT name FROM found WHERE name IS NOT NULL`;

export const CLAIM = `UPDATE credential AS c
  SET epoch = epoch + 1, claim_ends_at = ?3, wake_at = ?3, renewed_at = NULL, holder = ?4
  WHERE uid = ?2 AND look_at <= ?1 AND NOT ${LANE_IS_BUSY}`;

/** A change under way ends when its holder says so: `underWayUntil` is then the last of all dates. */
const FOR_EVER = 8.64e15;

/**
 * Who works on what. A claim is acted on only after the intent, and that is on the disk only with the claim before it; a power failure that takes
 * back a claim, or its release, ends every holder too, since all of them are on this machine.
 */
export function claims(ground: Ground): Claims {
  const { writer, sql } = ground;
  return {
    due: async (now, most, connection) => ground.look(() => due(ground, { now, most, connection })),
    connections: async () => ground.look(() => connections(ground)),
    nextWake: async () => ground.look(() => earliest(...connections(ground).map((name) => nextWake(ground, name)))),
    async claim(uid, now, forMs) {
      const until = now.getTime() + forMs;
      const taken = await writer.writeInOrder(() => take(ground, { uid, now, until }));
      return taken && ground.look(() => held(ground, taken));
    },
    release: ({ uid, epoch }) =>
      writer.writeInOrder(
        () => void sql("UPDATE credential SET claim_ends_at = 0 WHERE uid = ? AND epoch = ?").run(uid, epoch),
      ),
  };
}

interface Wanted {
  readonly now: Date;
  readonly most: number;
  readonly connection: string | undefined;
}

function due(ground: Ground, { now, most, connection }: Wanted): readonly string[] {
  const ask = (name: string) => ground.sql(DUE).all(now.getTime(), name, most);
  if (connection !== undefined) return ask(connection).map((row) => text(row, "uid"));
  const all = connections(ground).flatMap(ask);
  const inOrder = all.toSorted((a, b) => integer(a, "since") - integer(b, "since") || lookAt(a) - lookAt(b));
  return inOrder.slice(0, most).map((row) => text(row, "uid"));
}

function lookAt(row: Row): number {
  return integer(row, "look_at");
}

function connections({ sql }: Ground): readonly string[] {
  return sql(CONNECTIONS)
    .all()
    .map((row) => text(row, "name"));
}

function nextWake({ sql }: Ground, connection: string): Date | undefined {
  let first: number | undefined;
  for (const row of sql(WAKES).iterate(connection)) {
    const at = lookAt(row);
    if (first !== undefined && at >= first) break;
    const freeAt = Math.max(at, integer(row, "lane_free_at"));
    if (freeAt < FOR_EVER) first = Math.min(first ?? freeAt, freeAt);
  }
  return first === undefined ? undefined : new Date(first);
}

interface Taken {
  readonly claim: Claim;
  readonly row: Row;
}

/** The row as it is once it is claimed: until its epoch is over, nobody but its holder writes it. */
function take(ground: Ground, { uid, now, until }: { uid: string; now: Date; until: number }): Taken | undefined {
  const isFree = ground.sql(CLAIM).run(now.getTime(), uid, until, ground.holder).changes === 1;
  const row = isFree ? rowByUid(ground, uid) : undefined;
  return row && { claim: { uid, epoch: integer(row, "epoch"), endsAt: new Date(until) }, row };
}

/** Every box is opened here, once the claim is durable: a row that somebody tampered with stops its holder before it sends anything, and is looked at again when the claim ends. */
function held(ground: Ground, { claim, row }: Taken): Held {
  const credential = credentialOf(row, { boxes: ground.boxes, isOpened: true });
  ground.known.set(claim, knownOf(credential));
  const request = row["asked_at"] === null ? undefined : oldestRequest(ground, claim.uid, credential.answered);
  return { claim, credential, declared: declaredOf(row), request };
}
