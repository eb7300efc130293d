import { isDeepStrictEqual } from "node:util";
import {
  CredentialError,
  type Declaration,
  type Declarations,
  type Declared,
  fresh,
  identitiesOf,
  isElsewhere,
  type Place,
} from "@rekey/core";
import { canonical } from "./canonical.ts";
import { integer, maybeInstant, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import {
  countIn,
  declaredOf,
  listedOf,
  rowByName,
  rowByUid,
  ownersIn,
  rows,
  rowsByIdentity,
  standingRow,
} from "./listed.ts";
import { write } from "./row.ts";

/** What is declared. Secrets of what is found here are opened when somebody asks for them, and not before. */
export function declarations(ground: Ground): Declarations {
  const reading = { boxes: ground.boxes, isOpened: false };
  const listed = (row: Row | undefined) => row && listedOf(row, reading);
  return {
    declare: (declaration, place, now) => ground.writer.write(() => declare(ground, { declaration, place, now })),
    find: async (name) => ground.read(() => listed(rowByName(ground, name))),
    get: async (uid) => ground.read(() => listed(rowByUid(ground, uid))),
    list: async () => ground.read(() => rows(ground).map((row) => listedOf(row, reading))),
    owners: async () => ground.read(() => new Map(ownersIn(ground))),
    count: async () => ground.read(() => countIn(ground)),
    rename: (uid, name) => ground.writer.write(() => rename(ground, uid, name)),
    own: (uid, owner) => ground.writer.write(() => own(ground, uid, owner)),
    forget: (uid, now) => ground.writer.write(() => forget(ground, uid, now)),
  };
}

interface Wish {
  readonly declaration: Declaration;
  readonly place: Place;
  readonly now: Date;
}

function declare(ground: Ground, wish: Wish): Declared {
  ground.refuseWhenMoved();
  const { name } = wish.declaration;
  const known = rowByName(ground, name);
  const twin = rowsByIdentity(ground, identitiesOf(wish.place)).find((row) => text(row, "name") !== name);
  if (twin)
    throw new CredentialError("ERR_DECLARATION", `${name} and ${text(twin, "name")} are the same secret`, {
      remedy: "declare it once, and list all its sinks there",
    });
  const uid = known ? renew(ground, known, wish) : add(ground, wish);
  return declaredOf(standingRow(ground, uid));
}

const PUT = `INSERT INTO declaration (uid, name, identity, alternate, generation, body, declared_at)
  VALUES (?, ?, ?, ?, 1, ?, ?)`;

function add({ sql, newUid }: Ground, { declaration: { name, ...body }, place, now }: Wish): string {
  const credential = fresh(newUid(), now);
  const { uid, opened, answered, dueAt, wakeAt } = credential;
  const { identity, lane, alternate } = place;
  sql(PUT).run(uid, name, identity, alternate?.identity ?? null, canonical(body), now.getTime());
  const start =
    "INSERT INTO credential (uid, lane, connection, alternate_lane, due_at, wake_at, opened, answered, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  sql(start).run(
    uid,
    lane,
    body.connection,
    alternate?.lane ?? null,
    dueAt.getTime(),
    wakeAt.getTime(),
    opened,
    answered,
    write(credential),
  );
  return uid;
}

function renew({ sql }: Ground, known: Row, { declaration: { name, ...body }, place, now }: Wish): string {
  const uid = text(known, "uid");
  const { declaration, place: placed } = declaredOf(known);
  if (declaration.owner !== body.owner)
    throw new CredentialError("ERR_DECLARATION", `${name} belongs to ${declaration.owner}`, {
      remedy: "take another name, or forget it there first",
    });
  if (isElsewhere(placed, place))
    throw new CredentialError("ERR_DECLARATION", `${name} is another secret so far: ${placed.identity}`, {
      remedy: "forget it first, or take another name",
    });
  const written = canonical(body);
  if (written === text(known, "declaration") && isDeepStrictEqual(placed, place)) return uid;
  const { lane, alternate } = place;
  sql(CHANGE).run(written, alternate?.identity ?? null, now.getTime(), uid);
  const move = "UPDATE credential SET lane = ?, connection = ?, alternate_lane = ?, renewed_at = ? WHERE uid = ?";
  sql(move).run(lane, body.connection, alternate?.lane ?? null, now.getTime(), uid);
  return uid;
}

const CHANGE =
  "UPDATE declaration SET body = ?, alternate = ?, generation = generation + 1, declared_at = ? WHERE uid = ?";

function rename(ground: Ground, uid: string, name: string): void {
  standingRow(ground, uid);
  const other = rowByName(ground, name);
  if (other && text(other, "uid") !== uid)
    throw new CredentialError("ERR_DECLARATION", `${name} is already a credential`, { remedy: "take another name" });
  ground.sql("UPDATE declaration SET name = ? WHERE uid = ?").run(name, uid);
}

function own(ground: Ground, uid: string, { from, to }: { from: string; to: string }): void {
  const { name, ...body } = declaredOf(standingRow(ground, uid)).declaration;
  if (body.owner !== from)
    throw new CredentialError("ERR_CONFLICT", `${name} belongs to ${body.owner}`, {
      remedy: "read it again, and see who declares it now",
    });
  ground.sql("UPDATE declaration SET body = ? WHERE uid = ?").run(canonical({ ...body, owner: to }), uid);
}

function forget(ground: Ground, uid: string, now: Date): void {
  const { sql } = ground;
  const row = standingRow(ground, uid);
  const underWay =
    "SELECT quiet_until FROM credential WHERE uid = ? AND max(in_flight_until, coalesce(quiet_until, 0)) > ?";
  const busy = sql(underWay).get(uid, now.getTime());
  if (busy)
    throw new CredentialError("ERR_CONFLICT", `${text(row, "name")}: a change is under way`, {
      againAt: maybeInstant(busy, "quiet_until"),
      remedy: "let the rotation end first; rotator status shows it",
    });
  sql("UPDATE declaration SET forgotten_at = ? WHERE uid = ?").run(now.getTime(), uid);
  // A newer epoch: whoever holds it writes nothing any more.
  const stop = "UPDATE credential SET forgotten_at = ?, epoch = ?, claim_ends_at = 0, asked_at = NULL WHERE uid = ?";
  sql(stop).run(now.getTime(), integer(row, "epoch") + 1, uid);
  sql("DELETE FROM request WHERE uid = ?").run(uid);
  sql("DELETE FROM sealed WHERE uid = ? AND purpose = 'request'").run(uid);
}
