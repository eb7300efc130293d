import { isDeepStrictEqual } from "node:util";
import { fresh } from "../../credential.ts";
import type { Declaration, Declared, Place } from "../../declaration.ts";
import { CredentialError } from "../../errors.ts";
import type { Declarations, Listed } from "../../store.ts";
import { type Row, rowOf, standing } from "./row.ts";

/** The declarations of a memory store. */
export function declarations(rows: Map<string, Row>, newUid: () => string): Declarations {
  return {
    async declare(declaration, place, now) {
      const known = byName(rows, declaration.name);
      refuseTwin(rows, declaration, place);
      const declared = known
        ? renewed(known, { declaration, place }, now)
        : { uid: newUid(), generation: 1, declaration, place, declaredAt: now };
      if (known) known.declared = declared;
      else rows.set(declared.uid, rowFor(declared, now));
      return declared;
    },
    async find(name) {
      const row = byName(rows, name);
      return row && listed(row);
    },
    async get(uid) {
      const row = rows.get(uid);
      return row && listed(row);
    },
    async list() {
      return standing(rows)
        .map(listed)
        .toSorted((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1));
    },
    async rename(uid, name) {
      const row = rowOf(rows, uid);
      const other = byName(rows, name);
      if (other && other !== row) throw new CredentialError("ERR_DECLARATION", `${name} is already a credential`);
      row.declared = { ...row.declared, declaration: { ...row.declared.declaration, name } };
    },
    async forget(uid, now) {
      const row = rowOf(rows, uid);
      const { attempt, quietUntil } = row.credential;
      if (attempt || (quietUntil && quietUntil > now))
        throw new CredentialError("ERR_CONFLICT", `${row.declared.declaration.name}: a change is under way`, {
          againAt: quietUntil,
        });
      row.epoch++;
      row.claimEndsAt = new Date(0);
      row.requests = [];
      row.declared = { ...row.declared, forgottenAt: now };
    },
  };
}

function rowFor(declared: Declared, now: Date): Row {
  return {
    declared,
    credential: fresh(declared.uid, now),
    epoch: 0,
    claimEndsAt: new Date(0),
    claimedGeneration: 0,
    requests: [],
  };
}

function byName(rows: ReadonlyMap<string, Row>, name: string): Row | undefined {
  return standing(rows).find(({ declared }) => declared.declaration.name === name);
}

function renewed(
  { declared }: Row,
  { declaration, place }: Pick<Declared, "declaration" | "place">,
  now: Date,
): Declared {
  const { name, owner } = declared.declaration;
  if (owner !== declaration.owner) throw new CredentialError("ERR_DECLARATION", `${name} belongs to ${owner}`);
  if (declared.place.identity !== place.identity)
    throw new CredentialError("ERR_DECLARATION", `${name} is another secret so far`, {
      remedy: "forget it first, or take another name",
    });
  const isSame = isDeepStrictEqual([declared.declaration, declared.place], [declaration, place]);
  return isSame ? declared : { ...declared, generation: declared.generation + 1, declaration, place, declaredAt: now };
}

function refuseTwin(rows: ReadonlyMap<string, Row>, { name }: Declaration, { identity }: Place): void {
  const twin = standing(rows).find(
    ({ declared }) => declared.place.identity === identity && declared.declaration.name !== name,
  );
  if (twin)
    throw new CredentialError("ERR_DECLARATION", `${name} and ${twin.declared.declaration.name} are the same secret`);
}

function listed({ declared, credential, epoch, claimEndsAt }: Row): Listed {
  const isHeld = claimEndsAt.getTime() > 0;
  return { ...declared, credential, ...(isHeld && { claim: { uid: declared.uid, epoch, endsAt: claimEndsAt } }) };
}
