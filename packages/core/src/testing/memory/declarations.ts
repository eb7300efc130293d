import { isDeepStrictEqual } from "node:util";
import { fresh, underWayUntil } from "../../credential.ts";
import { type Declaration, type Declared, identitiesOf, isElsewhere, type Place } from "../../declaration.ts";
import { CredentialError } from "../../errors.ts";
import type { Declarations, Listed } from "../../store.ts";
import { type Row, rowOf, standing } from "./row.ts";

type Table = Map<string, Row>;

/** The declarations of a memory store. */
export function declarations(rows: Table, newUid: () => string): Declarations {
  return {
    async declare(declaration, place, now) {
      return take(rows, { uid: newUid, declaration, place, now });
    },
    async find(name) {
      const row = byName(rows, name);
      return row && listed(row);
    },
    async get(uid) {
      const row = rows.get(uid);
      return row && listed(row);
    },
    list: async () => standing(rows).map(listed).toSorted(byItsName),
    owners: async () =>
      new Map(standing(rows).map(({ declared: { declaration } }) => [declaration.name, declaration.owner])),
    count: async () => standing(rows).length,
    rename: async (uid, name) => rename(rows, rowOf(rows, uid), name),
    own: async (uid, owner) => own(rowOf(rows, uid), owner),
    forget: async (uid, now) => forget(rowOf(rows, uid), now),
  };
}

interface Wanted extends Pick<Declared, "declaration" | "place"> {
  readonly uid: () => string;
  readonly now: Date;
}

function take(rows: Table, { uid, declaration, place, now }: Wanted): Declared {
  const known = byName(rows, declaration.name);
  refuseTwin(rows, declaration, place);
  if (known) return (known.declared = renewed(known, { declaration, place }, now));
  const declared = { uid: uid(), generation: 1, declaration, place, declaredAt: now };
  rows.set(declared.uid, rowFor(declared, now));
  return declared;
}

function rename(rows: Table, row: Row, name: string): void {
  const other = byName(rows, name);
  if (other && other !== row) throw new CredentialError("ERR_DECLARATION", `${name} is already a credential`);
  row.declared = { ...row.declared, declaration: { ...row.declared.declaration, name } };
}

function own(row: Row, { from, to }: { from: string; to: string }): void {
  const { declaration } = row.declared;
  if (declaration.owner !== from)
    throw new CredentialError("ERR_CONFLICT", `${declaration.name} belongs to ${declaration.owner}`);
  row.declared = { ...row.declared, declaration: { ...declaration, owner: to } };
}

function forget(row: Row, now: Date): void {
  const { quietUntil = now } = row.credential;
  if (quietUntil > now || (underWayUntil(row.credential) ?? now) > now)
    throw new CredentialError("ERR_CONFLICT", `${row.declared.declaration.name}: a change is under way`);
  // A newer epoch, so that whoever holds it writes no more.
  row.epoch++;
  row.claimEndsAt = new Date(0);
  row.requests = [];
  row.declared = { ...row.declared, forgottenAt: now };
}

function byItsName(a: Listed, b: Listed): number {
  return a.declaration.name < b.declaration.name ? -1 : 1;
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
  if (isElsewhere(declared.place, place))
    throw new CredentialError("ERR_DECLARATION", `${name} is another secret so far`, {
      remedy: "forget it first, or take another name",
    });
  const isSame = isDeepStrictEqual([declared.declaration, declared.place], [declaration, place]);
  return isSame ? declared : { ...declared, generation: declared.generation + 1, declaration, place, declaredAt: now };
}

function refuseTwin(rows: ReadonlyMap<string, Row>, { name }: Declaration, place: Place): void {
  const wanted = identitiesOf(place);
  const twin = standing(rows).find(
    ({ declared }) =>
      declared.declaration.name !== name && identitiesOf(declared.place).some((one) => wanted.includes(one)),
  );
  if (twin)
    throw new CredentialError("ERR_DECLARATION", `${name} and ${twin.declared.declaration.name} are the same secret`);
}

function listed({ declared, credential, epoch, claimEndsAt }: Row): Listed {
  const isHeld = claimEndsAt.getTime() > 0;
  return { ...declared, credential, ...(isHeld && { claim: { uid: declared.uid, epoch, endsAt: claimEndsAt } }) };
}
