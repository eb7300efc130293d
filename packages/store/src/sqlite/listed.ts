import { CredentialError, type Declaration, type Declared, type Listed, type Place } from "@rekey/core";
import { readBody } from "./body.ts";
import { instant, integer, maybeInstant, type Row, text } from "./columns.ts";
import type { Ground } from "./ground.ts";
import { credentialOf, type Reading } from "./row.ts";
import { declarationShape } from "./declaration-shape.ts";

const columns = `
  SELECT d.uid, d.name, d.identity, d.alternate, d.generation, d.body AS declaration, d.declared_at, d.forgotten_at, c.lane, c.alternate_lane,
    c.due_at, c.wake_at, c.epoch, c.claim_ends_at, c.opened, c.answered, c.asked_at, c.body
  FROM declaration AS d JOIN credential AS c USING (uid)`;

export function rowByUid({ sql }: Ground, uid: string): Row | undefined {
  return sql(`${columns} WHERE d.uid = ?`).get(uid);
}

export function rowByName({ sql }: Ground, name: string): Row | undefined {
  return sql(`${columns} WHERE d.name = ? AND d.forgotten_at IS NULL`).get(name);
}

/** Those whose account, or whose alternate one, has a given identity: one statement each, since OR would take neither index and read every declaration. */
export const BY_IDENTITY = ["identity", "alternate"].map(
  (column) => `${columns} WHERE d.${column} = ? AND d.forgotten_at IS NULL`,
);

export function rowsByIdentity({ sql }: Ground, identities: readonly string[]): readonly Row[] {
  return identities.flatMap((identity) => BY_IDENTITY.flatMap((statement) => sql(statement).all(identity)));
}

export function rows({ sql }: Ground): readonly Row[] {
  return sql(`${columns} WHERE d.forgotten_at IS NULL ORDER BY d.name`).all();
}

const OWNERS = "SELECT name, body ->> '$.owner' AS owner FROM declaration WHERE forgotten_at IS NULL";

export function ownersIn({ sql }: Ground): readonly (readonly [name: string, owner: string])[] {
  return sql(OWNERS)
    .all()
    .map((row) => [text(row, "name"), text(row, "owner")]);
}

/** Read off an index alone. */
export function countIn({ sql }: Ground): number {
  return integer(
    sql("SELECT count(*) AS standing FROM declaration WHERE forgotten_at IS NULL").get() ?? {},
    "standing",
  );
}

/** The row of a credential that is not forgotten. Throws ERR_DECLARATION. */
export function standingRow(ground: Ground, uid: string): Row {
  const row = rowByUid(ground, uid);
  if (row && row["forgotten_at"] === null) return row;
  throw new CredentialError("ERR_DECLARATION", `${uid} is not declared`);
}

export function declaredOf(row: Row): Declared {
  const forgottenAt = maybeInstant(row, "forgotten_at");
  return {
    uid: text(row, "uid"),
    generation: integer(row, "generation"),
    declaration: declarationOf(row),
    place: placeOf(row),
    declaredAt: instant(row, "declared_at"),
    ...(forgottenAt && { forgottenAt }),
  };
}

function placeOf(row: Row): Place {
  const place = { identity: text(row, "identity"), lane: text(row, "lane") };
  if (row["alternate"] === null) return place;
  return { ...place, alternate: { identity: text(row, "alternate"), lane: text(row, "alternate_lane") } };
}

function declarationOf(row: Row): Declaration {
  return { name: text(row, "name"), ...readBody(text(row, "declaration"), declarationShape, text(row, "name")) };
}

export function listedOf(row: Row, reading: Reading): Listed {
  const uid = text(row, "uid");
  const isHeld = integer(row, "claim_ends_at") > 0;
  const claim = { uid, epoch: integer(row, "epoch"), endsAt: instant(row, "claim_ends_at") };
  return { ...declaredOf(row), credential: credentialOf(row, reading), ...(isHeld && { claim }) };
}
