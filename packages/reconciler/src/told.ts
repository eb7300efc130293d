import type { Claim, Credential, Declaration, Event } from "@rekey/core";

/** What a caller says of a transition; the rest of its event is the row's. */
export type Told = Pick<Event, "name"> & Partial<Event>;

interface Teller {
  readonly declaration: Declaration;
  readonly claim: Claim;
  /** The row with what people said. */
  readonly heard: Credential;
  readonly by: string | undefined;
  readonly at: Date;
}

/** The event of a transition of a row. */
export function eventOf(told: Told, { uid, attempt, current }: Credential, teller: Teller): Event {
  const { declaration, claim, heard, by, at } = teller;
  const { name: credential, kind, connection } = declaration;
  return {
    at,
    uid,
    credential,
    kind,
    connection,
    epoch: claim.epoch,
    version: attempt?.version ?? current?.number,
    by,
    request: heard.asked === undefined ? undefined : heard.answered,
    ...told,
  };
}
