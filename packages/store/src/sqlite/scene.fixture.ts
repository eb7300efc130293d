import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Attempt,
  type Credential,
  type Declaration,
  type Event,
  type Held,
  type Place,
  Secret,
  type Statement,
} from "@rekey/core";
import { onTestFinished } from "vitest";
import { newSealKey, type SealKey } from "../seal/key.ts";
import { openSqlite, type SqliteOptions } from "./open.ts";
import type { SqliteStore } from "./surface.ts";

export const NOW = new Date(Date.UTC(2026, 0, 1));
export const keys: readonly SealKey[] = [{ source: "env:SEAL", key: newSealKey() }];

export function minute(count: number): Date {
  return new Date(NOW.getTime() + count * 60_000);
}

/** An empty folder. It stays: the house searches it for passwords. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), "rekey-store-"));
}

/** A store that is closed with the test. */
export async function opened(path = ":memory:", options: Partial<SqliteOptions> = {}): Promise<SqliteStore> {
  const store = await openSqlite(path, { keys, ...options });
  onTestFinished(() => store.close());
  return store;
}

export function declarationOf(name: string): Declaration {
  return {
    name,
    owner: "file",
    kind: "sample.set",
    connection: "prod",
    account: { user: name },
    rotate: { everyMs: 86_400_000 },
    deliver: ["app-env"],
    graceMs: 0,
  };
}

export function placeOf(name: string, lane = name): Place {
  return { identity: `sample:${name}`, lane: `sample:${lane}` };
}

export async function declared(store: SqliteStore, name: string, lane = name): Promise<string> {
  return (await store.declare(declarationOf(name), placeOf(name, lane), NOW)).uid;
}

/** A claim that must be had. */
export async function held(store: SqliteStore, uid: string, now = NOW): Promise<Held> {
  const found = await store.claim(uid, now, 60_000);
  if (!found) throw new TypeError(`${uid} cannot be claimed`);
  return found;
}

/** What a person said is in force, as a holder takes it in. */
export async function stated(store: SqliteStore, uid: string): Promise<Statement> {
  const what = (await store.request(uid, 0))?.what;
  if (typeof what === "object" && "inForce" in what) return what;
  throw new TypeError("nobody said what is in force");
}

export function eventOf(uid: string, name: Event["name"] = "rotation.opened"): Event {
  return { name, at: NOW, uid };
}

export function attemptOf(version: number, change: Partial<Attempt> = {}): Attempt {
  const candidate = { secret: new Secret(`canary-candidate-${version}`) };
  return { version, why: "due", phase: "sent", before: {}, facts: {}, openedAt: NOW, candidate, ...change };
}

/** Carries one claimed credential through a whole rotation, and gives it back. */
export async function rotate(store: SqliteStore, { claim, credential }: Held): Promise<Credential> {
  const number = credential.opened + 1;
  const attempt = attemptOf(number);
  const open: Credential = { ...credential, opened: number, attempt };
  await store.commit(claim, open, eventOf(claim.uid));
  const next: Credential = {
    ...open,
    attempt: undefined,
    previous: credential.current,
    current: { number, issued: attempt.candidate, facts: {}, since: NOW },
    wakeAt: minute(10),
  };
  await store.commit(claim, next, eventOf(claim.uid, "rotation.promoted"));
  await store.release(claim);
  return next;
}
