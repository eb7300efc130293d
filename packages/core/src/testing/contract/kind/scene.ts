import assert from "node:assert/strict";
import type { Connection, Reply } from "../../../connection.ts";
import type { ErrorCode } from "../../../errors.ts";
import { generate } from "../../../generate.ts";
import type { CredentialKind, Issued } from "../../../kind.ts";
import { Secret } from "../../../secret.ts";
import { type Closable, failsWith, type Promises } from "../case.ts";
import { type Watched, watch } from "./watch.ts";

/** An OpenedKind is one account at a service, fresh for one case. */
export interface OpenedKind<A = unknown> extends Closable {
  readonly via: Connection;
  /** An account that is there, as a person would declare it. */
  readonly account: A;
  /** One that is not. */
  readonly unknownAccount?: A | undefined;
  /** The secret in force; a kind with `change` needs it. */
  readonly current?: Secret | undefined;
  /** Whether the service takes a secret, asked without the kind. */
  readonly works?: ((secret: Secret) => Promise<boolean> | boolean) | undefined;
  /** Lets a service that applies changes later go on. */
  readonly settle?: (() => Promise<void> | void) | undefined;
}

/** A Scene is what one case sees. */
export interface Scene extends Watched {
  readonly kind: CredentialKind;
  readonly opened: OpenedKind;
  /** By the service's own ids. */
  readonly account: unknown;
  /** What must not be shown anywhere. */
  readonly secrets: Secret[];
  /** What was shown: errors, facts, identities. */
  readonly shown: unknown[];
}

export type KindPromises = Promises<Scene>;

/** What came of a change: for *supplied* the secret we chose, for *returned* the one we were given. */
export interface Changed {
  readonly issued?: Issued;
  readonly reply?: Reply;
}

/** Opens a kind for one case. */
export async function openScene(kind: CredentialKind, opened: OpenedKind): Promise<Scene> {
  const watched = watch(opened.via);
  const declared = kind.account.parse(opened.account);
  const account = kind.locate ? await kind.locate(declared, opened.via) : declared;
  return Object.assign(watched, { kind, opened, account, secrets: opened.current ? [opened.current] : [], shown: [] });
}

/** Changes the secret as the kind's shape says. */
export async function change(scene: Scene, account = scene.account): Promise<Changed> {
  const { kind, via } = scene;
  if (kind.secret === "mailed") return (await kind.reset(account, via), {});
  if (kind.secret === "returned") {
    const reply = await kind.reset(account, via);
    const issued = kind.read(reply);
    scene.secrets.push(issued.secret);
    return { issued, reply };
  }
  const next = newSecret(scene);
  if ("set" in kind) await kind.set(account, next, via);
  else await kind.change(account, { current: currentOf(scene), next }, via);
  return { issued: { secret: next } };
}

/** A secret that the account does not have: by the kind's rules where we choose it. */
export function newSecret({ kind, account, opened, secrets }: Scene): Secret {
  const old = opened.current;
  const made =
    kind.secret === "supplied"
      ? generate({ ...kind.rules(account), old })
      : new Secret(`canary-${secrets.length}-wrong`);
  secrets.push(made);
  return made;
}

export function currentOf({ opened: { current } }: Scene): Secret {
  assert(current, "the contract of a kind that changes a secret by the old one needs `current`");
  return current;
}

const MOST_LOOKS = 50;

/** Waits, by `settle`, until a change has taken hold. */
export async function settle({ kind, account, opened, via }: Scene): Promise<void> {
  await opened.settle?.();
  for (let looks = 0; kind.ready && looks < MOST_LOOKS; looks++) {
    if (await kind.ready(account, via)) return;
    await opened.settle?.();
  }
  assert(!kind.ready, `it becomes ready within ${MOST_LOOKS} looks`);
}

/** Whether the service takes a secret: as the author's `works` says, else as the kind's own `check` does; undefined where nobody can tell. */
export async function works({ kind, account, opened, via }: Scene, secret: Secret): Promise<boolean | undefined> {
  if (opened.works) return opened.works(secret);
  return kind.check && (await kind.check(account, secret, via)) === "accepted";
}

/** The error of a promise that must fail with one of these codes, remembered as something that was shown. */
export async function failsIn(scene: Scene, work: Promise<unknown>, ...codes: readonly ErrorCode[]) {
  const error = await failsWith(work, ...codes);
  scene.shown.push(error);
  return error;
}

/** The calls that must not be repeated. */
export function changesIn({ calls }: Watched) {
  return calls.filter(({ repeat }) => repeat === "never");
}
