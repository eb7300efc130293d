import { type Ask, type Request, type Requests, Secret, type Seen } from "@rekey/core";
import { readBody } from "./body.ts";
import { instant, integer, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { standingRow } from "./listed.ts";
import { askOf, bareAsk } from "./row.ts";
import { askShape } from "./shape.ts";

/** What people ask for: rows of their own, since a credential's row is its holder's. */
export function requests(ground: Ground): Requests {
  return {
    ask: (uid, what, by) => ground.writer.write(() => ask(ground, uid, { what, ...by })),
    request: async (uid, answered) =>
      isAsked(ground, uid, answered) ? ground.read(() => oldestRequest(ground, uid, answered)) : undefined,
  };
}

interface Asked {
  readonly what: Ask;
  readonly who: string;
  readonly at: Date;
}

/** How the row stands goes along, in the same statement. */
const PUT = `INSERT INTO request (uid, what, by, at, current_version, opened, is_stuck)
  SELECT uid, ?, ?, ?, current_version, opened, json_extract(body, '$.stuck') IS NOT NULL FROM credential WHERE uid = ?
  RETURNING id`;

function ask(ground: Ground, uid: string, { what, who, at }: Asked): number {
  const { sql, boxes } = ground;
  ground.refuseWhenMoved();
  standingRow(ground, uid);
  const number = integer(sql(PUT).get(JSON.stringify(bareAsk(what)), who, at.getTime(), uid) ?? {}, "id");
  if (typeof what === "object" && "inForce" in what && what.inForce instanceof Secret)
    boxes.put({ uid, number, purpose: "request" }, what.inForce);
  sql("UPDATE credential SET asked_at = coalesce(asked_at, ?) WHERE uid = ?").run(at.getTime(), uid);
  return number;
}

/** One statement, since most look and find nothing. */
function isAsked(ground: Ground, uid: string, answered: number): boolean {
  const above = "EXISTS (SELECT 1 FROM request WHERE uid = ?1 AND id > ?2)";
  const look = `SELECT ${above} AS asked FROM credential WHERE uid = ?1`;
  const row = ground.look(() => ground.sql(look).get(uid, answered)) ?? standingRow(ground, uid);
  return row["asked"] === 1;
}

/** The oldest request of a credential above what was answered. */
export function oldestRequest(ground: Ground, uid: string, answered: number): Request | undefined {
  const look = "SELECT * FROM request WHERE uid = ? AND id > ? ORDER BY id LIMIT 1";
  const row = ground.sql(look).get(uid, answered);
  return row && requestOf(ground, uid, row);
}

function requestOf({ boxes }: Ground, uid: string, row: Row): Request {
  const id = integer(row, "id");
  const stored = readBody(text(row, "what"), askShape, uid);
  const what = askOf(stored, { uid, number: id, purpose: "request" }, { boxes, isOpened: true });
  return { id, what, by: text(row, "by"), at: instant(row, "at"), seen: seenOf(row) };
}

function seenOf(row: Row): Seen {
  const current = row["current_version"] === null ? {} : { current: integer(row, "current_version") };
  return { ...current, opened: integer(row, "opened"), isStuck: integer(row, "is_stuck") === 1 };
}
