import { hash } from "node:crypto";
import type { Audit, Event, Recorded } from "@rekey/core";
import { readBody } from "./body.ts";
import { canonical } from "./canonical.ts";
import { bytes, integer, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { eventShape } from "./shape.ts";
import type { Chain } from "./surface.ts";

/** The fields of an event, in the order in which the chain has them. */
const FIELDS = Object.keys(eventShape.shape).toSorted();

/** What the first event is chained to. */
const START = new Uint8Array(32);

/** What happened, each event chained to the one before. */
export function audit(ground: Ground): Audit {
  return {
    record: (event) => ground.writer.write(() => append(ground, event)),
    events: async (query) => ground.read(() => found(ground, query)).map(recordedOf),
  };
}

/** A Link is the newest event of the chain: what the next one is chained to. */
export interface Link {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export function newestLink(sql: Ground["sql"]): Link {
  const last = sql("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").get();
  return last ? { seq: integer(last, "seq"), hash: bytes(last, "hash") } : { seq: 0, hash: START };
}

/** Adds one event to the chain, inside the caller's transaction. */
export function append({ sql, newest }: Ground, event: Event): void {
  const last = newest.get();
  const body = canonical(event, FIELDS);
  const seq = last.seq + 1;
  const next: Link = { seq, hash: linkOf(last.hash, seq, body) };
  const put = "INSERT INTO event (seq, uid, at, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)";
  sql(put).run(seq, event.uid ?? null, event.at.getTime(), body, last.hash, next.hash);
  newest.set(next);
}

function linkOf(prevHash: Uint8Array, seq: number, body: string): Uint8Array {
  return hash("sha256", Buffer.concat([prevHash, Buffer.from(`${seq}\n${body}`)]), "buffer");
}

function found({ sql }: Ground, { after = 0, most = -1, uid, isNewestFirst }: Parameters<Audit["events"]>[0]): Row[] {
  const order = isNewestFirst ? "DESC" : "ASC";
  if (uid === undefined)
    return sql(`SELECT seq, body FROM event WHERE seq > ? ORDER BY seq ${order} LIMIT ?`).all(after, most);
  return sql(`SELECT seq, body FROM event WHERE uid = ? AND seq > ? ORDER BY seq ${order} LIMIT ?`).all(
    uid,
    after,
    most,
  );
}

function recordedOf(row: Row): Recorded {
  const seq = integer(row, "seq");
  return { ...readBody(text(row, "body"), eventShape, `event ${seq}`), seq };
}

const STRIDE = 1000;

/** Walks the whole chain, letting others run in between. */
export async function walkChain(ground: Ground): Promise<Chain> {
  let chain: Chain = { events: 0, head: hex(START) };
  for (;;) {
    const after = chain.events;
    const rows = ground.read(() =>
      ground.sql("SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?").all(after, STRIDE),
    );
    for (const row of rows) {
      if (!follows(chain, row)) return { ...chain, brokenAt: chain.events + 1 };
      chain = { events: chain.events + 1, head: hex(bytes(row, "hash")) };
    }
    if (rows.length < STRIDE) return chain;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function follows({ events, head }: Chain, row: Row): boolean {
  const [seq, prevHash, body] = [integer(row, "seq"), bytes(row, "prev_hash"), text(row, "body")];
  const isLinked = hex(prevHash) === head && hex(linkOf(prevHash, seq, body)) === hex(bytes(row, "hash"));
  if (seq !== events + 1 || !isLinked) return false;
  // What is linked is as it was written, so it can be read.
  const { at, uid } = readBody(body, eventShape, `event ${seq}`);
  return at.getTime() === row["at"] && (uid ?? null) === row["uid"];
}

function hex(digest: Uint8Array): string {
  return Buffer.from(digest).toString("hex");
}
