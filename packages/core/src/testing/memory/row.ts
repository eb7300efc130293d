import { type Credential, underWayUntil } from "../../credential.ts";
import type { Declared, Place } from "../../declaration.ts";
import { CredentialError } from "../../errors.ts";
import type { Request } from "../../store.ts";

/** A Row is one credential with everything a store knows of it. */
export interface Row {
  declared: Declared;
  credential: Credential;
  epoch: number;
  claimEndsAt: Date;
  /** The generation that somebody last claimed; a newer one wants looking at. */
  claimedGeneration: number;
  requests: Request[];
}

export type Rows = ReadonlyMap<string, Row>;

/** The row of a credential that is not forgotten. Throws ERR_DECLARATION. */
export function rowOf(rows: Rows, uid: string): Row {
  const row = rows.get(uid);
  if (!row || row.declared.forgottenAt) throw new CredentialError("ERR_DECLARATION", `${uid} is not declared`);
  return row;
}

/** The rows that are not forgotten. */
export function standing(rows: Rows): Row[] {
  return [...rows.values()].filter(({ declared }) => !declared.forgottenAt);
}

/** Since when somebody should look: its `wakeAt`, or when somebody asked or declared it anew. */
export function wantedAt({ credential, declared, claimedGeneration, requests }: Row): Date {
  const asked = requests.find(({ id }) => id > credential.answered)?.at;
  const declaredAt = declared.generation > claimedGeneration ? declared.declaredAt : undefined;
  return new Date(Math.min(...[credential.wakeAt, asked, declaredAt].flatMap((at) => (at ? [at.getTime()] : []))));
}

/** The others in one of its lanes. */
export function laneMates(rows: Rows, { declared }: Row): Row[] {
  const mine = lanesOf(declared.place);
  return standing(rows).filter(
    (row) => row.declared.uid !== declared.uid && lanesOf(row.declared.place).some((lane) => mine.includes(lane)),
  );
}

function lanesOf({ lane, alternate }: Place): readonly string[] {
  return alternate ? [lane, alternate.lane] : [lane];
}

/** Whether its lane has to wait for it: somebody holds it, or a change of it is under way. One that waits for a person holds up nobody. */
export function isInFlight({ claimEndsAt, credential }: Row, now: Date): boolean {
  return claimEndsAt > now || (underWayUntil(credential) ?? now) > now;
}
