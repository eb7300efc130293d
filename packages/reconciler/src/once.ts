import {
  type Clock,
  type Connection,
  type Credential,
  CredentialError,
  type CredentialKind,
  generate,
  type Issued,
  type Listed,
  type Report,
  type Secret,
  type Sink,
  type State,
  type Statement,
  stateOf,
  type Store,
  type Stuck,
  systemClock,
  type Waiting,
} from "@rekey/core";
import { declareOnce, OWNER } from "./declare-once.ts";
import { isOwed } from "./look.ts";
import { reconcile } from "./reconcile.ts";
import type { Tools } from "./tools.ts";

/** OnceOptions are what one rotation without a daemon needs. */
export interface OnceOptions {
  readonly via: Connection;
  /** Where it survives a crash: the same store must be given again. */
  readonly store: Store;
  readonly clock?: Clock | undefined;
  /** What the store calls it; a name of its own, made from kind and identity, unless given. */
  readonly name?: string | undefined;
  /** Who gets the new secret, by names that stay the same from run to run. */
  readonly deliver?: Readonly<Record<string, Sink>> | undefined;
  /** The secret in force, for kinds that need it and a store that does not hold it yet, and for a credential that is stuck; with its version's id where versions have one, or it is never withdrawn. */
  readonly current?: Secret | Issued | undefined;
  /** How long the version before stays valid, in milliseconds, where the service has two: a day unless given. A later run withdraws it. */
  readonly graceMs?: number | undefined;
  readonly report?: Report | undefined;
  /** Ends a wait; what was begun is carried on by the next run. */
  readonly signal?: AbortSignal | undefined;
}

/** Once is how far one rotation came. `version` and `issued` are in force, the new ones if its state is *stable* or *due*. */
export interface Once {
  readonly state: State;
  readonly version?: number | undefined;
  /** Absent where the secret went to its recipient, or none is held. */
  readonly issued?: Issued | undefined;
  readonly waiting?: Waiting | undefined;
  readonly stuck?: Stuck | undefined;
  /** Sinks that failed; another run delivers again and rotates nothing. */
  readonly undelivered: readonly string[];
}

/**
 * Rotates one credential once, without a daemon, and survives a crash: run again with the same store, it first learns what came of the last run,
 * and finishes that instead of beginning anew. Calling it is the approval of a step that disturbs somebody. Sleeps while a change takes hold; answers at once where it would have to wait longer, be asked
 * or be mended. Throws ERR_DECLARATION for an account or a name that cannot be, ERR_CONFLICT while somebody else holds the credential or its
 * lane (after a crash: until the claim of the run that died ends, `againAt`), and what the store throws.
 */
export async function rotateOnce<A>(kind: CredentialKind<A>, account: A, options: OnceOptions): Promise<Once> {
  const tools = toolsOf(kind, options);
  const uid = await declareOnce(kind, account, { ...options, now: tools.clock.now() });
  await ask(tools, await get(tools, uid), options.current);
  for (;;) {
    const isClaimed = await reconcile(tools, uid);
    const listed = await get(tools, uid);
    const isHeard = !(await tools.store.request(uid, listed.credential.answered));
    const now = tools.clock.now();
    const waitMs = waitOf(listed.credential, now);
    if (isHeard && isAtRest(listed, now)) return answer(listed, now);
    if (waitMs > 0) await tools.clock.sleep(waitMs, options.signal);
    else if (!isClaimed) throw taken(listed, now);
  }
}

function toolsOf(kind: CredentialKind, { via, store, clock = systemClock, deliver = {}, report }: OnceOptions): Tools {
  return {
    store,
    clock,
    report: report ?? (() => undefined),
    connection: () => via,
    kind: () => kind,
    sink: (name) => deliver[name] ?? missing(name),
    generate: (rules) => generate(rules),
  };
}

function missing(name: string): never {
  throw new CredentialError("ERR_DELIVERY", `no sink ${name} was given`);
}

async function get({ store }: Tools, uid: string): Promise<Listed> {
  const listed = await store.get(uid);
  if (!listed) throw new CredentialError("ERR_DECLARATION", "the credential was forgotten meanwhile");
  return listed;
}

/** Asks for a rotation, unless the last run left one to finish. */
async function ask(
  { store, clock }: Tools,
  { uid, credential }: Listed,
  current: OnceOptions["current"],
): Promise<void> {
  const { attempt, asked, answered, stuck } = credential;
  const by = { who: OWNER, at: clock.now() };
  const isUnderWay = attempt ?? asked ?? (await store.request(uid, answered));
  if (stuck ? !current : isUnderWay) return;
  if (current && (stuck || !credential.current?.issued)) await store.ask(uid, statementOf(current), by);
  // What was never rotated is due without being asked for.
  if (current ?? credential.current) await store.ask(uid, "rotate", by);
}

function statementOf(current: Secret | Issued): Statement {
  return "secret" in current ? { inForce: current.secret, id: current.id } : { inForce: current };
}

/** A wait as short as this is slept out. */
const BRIEF_MS = 120_000;

function waitOf({ waiting }: Credential, now: Date): number {
  return waiting ? waiting.until.getTime() - now.getTime() : 0;
}

function isAtRest({ credential, declaration }: Listed, now: Date): boolean {
  const { stuck, doubt, attempt, asked, current, cursors } = credential;
  if (stuck || waitOf(credential, now) > BRIEF_MS) return true;
  if (attempt || asked || doubt || !current || waitOf(credential, now) > 0) return false;
  return declaration.deliver.every((sink) => !isOwed(credential, sink) || cursors[sink]?.problem);
}

function answer({ credential, declaration }: Listed, now: Date): Once {
  const { current, waiting, stuck } = credential;
  return {
    state: stateOf(credential, now),
    version: current?.number,
    issued: current?.issued,
    waiting: waitOf(credential, now) > 0 ? waiting : undefined,
    stuck,
    undelivered: declaration.deliver.filter((sink) => isOwed(credential, sink)),
  };
}

function taken({ claim, declaration: { name } }: Listed, now: Date): CredentialError {
  const isHeld = claim && claim.endsAt > now;
  if (!isHeld) return new CredentialError("ERR_CONFLICT", `${name}: another change of its lane is under way`);
  return new CredentialError("ERR_CONFLICT", `${name}: somebody else works on it`, {
    againAt: claim.endsAt,
    reason: "claim",
    remedy: "run it again once that claim has ended",
  });
}
