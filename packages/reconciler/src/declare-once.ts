import { createHash } from "node:crypto";
import {
  type Connection,
  CredentialError,
  type CredentialKind,
  type Declaration,
  isName,
  type Listed,
  type Sink,
  type Store,
} from "@rekey/core";
import { accountOf } from "./account.ts";

/** Who owns what `rotateOnce` declares. */
export const OWNER = "once";

/** A hundred years: what is rotated once is never due by itself. */
const NEVER_MS = 36_525 * 86_400_000;
const DAY_MS = 86_400_000;

/** What of a rotation is written down: `OnceOptions` say what each means. */
interface Declaring {
  readonly via: Connection;
  readonly store: Store;
  readonly name?: string | undefined;
  readonly deliver?: Readonly<Record<string, Sink>> | undefined;
  readonly graceMs?: number | undefined;
  readonly now: Date;
}

/** Declares a credential for one rotation, or finds it again, and answers with its uid. One that somebody else declared is left as it is. */
export async function declareOnce<A>(kind: CredentialKind<A>, account: A, options: Declaring): Promise<string> {
  const { store, via, now, deliver = {} } = options;
  const parsed = accountOf(kind, account);
  const located = kind.locate ? await kind.locate(parsed, via) : parsed;
  const identity = kind.identity(located);
  const name = options.name ?? nameOf(kind.name, identity);
  if (!isName(name)) throw new CredentialError("ERR_DECLARATION", `${name} is not a name`);
  const found = await store.find(name);
  if (found && found.declaration.owner !== OWNER) return uidOf(found, identity);
  const declaration: Declaration = {
    name,
    owner: OWNER,
    kind: kind.name,
    connection: OWNER,
    account: located,
    rotate: { everyMs: NEVER_MS },
    deliver: Object.keys(deliver),
    graceMs: options.graceMs ?? DAY_MS,
    // Whoever calls has decided on this very rotation.
    approval: "auto",
  };
  const lane = kind.lane?.(located) ?? identity;
  return (await store.declare(declaration, { identity, lane }, now)).uid;
}

function nameOf(kind: string, identity: string): string {
  return `once-${createHash("sha256").update(`${kind} ${identity}`).digest("hex").slice(0, 16)}`;
}

function uidOf({ uid, place, declaration }: Listed, identity: string): string {
  if (place.identity === identity) return uid;
  throw new CredentialError("ERR_DECLARATION", `${declaration.name} is another secret`, {
    remedy: "take another name",
  });
}
