import assert from "node:assert/strict";
import { after } from "../../../clock.ts";
import type { Attempt, Credential } from "../../../credential.ts";
import type { Declaration, Declared, Place } from "../../../declaration.ts";
import type { Event } from "../../../event.ts";
import type { Bill, Held, Store } from "../../../store.ts";
import type { Closable, Promises } from "../case.ts";

/** An OpenedStore is an empty store for one case. */
export interface OpenedStore extends Closable {
  readonly store: Store;
  /** Closes the store and opens what it wrote, where it writes anything. */
  readonly reopen?: (() => Promise<Store> | Store) | undefined;
}

export type StorePromises = Promises<OpenedStore>;

const MINUTE_MS = 60_000;
export const NOW = new Date(Date.UTC(2026, 0, 1));

/** So many minutes after the scene begins. */
export function minute(count: number): Date {
  return after(NOW, count * MINUTE_MS);
}

export function declarationOf(name: string, change: Partial<Declaration> = {}): Declaration {
  const account = { user: name, roles: ["read", "write"], nested: { since: 7, isOn: true, none: null } };
  const rotate = { everyMs: 30 * MINUTE_MS };
  return {
    name,
    owner: "file",
    kind: "sample.set-checked",
    connection: "prod",
    account,
    rotate,
    deliver: ["a", "b"],
    graceMs: 0,
    ...change,
  };
}

export function placeOf(name: string, lane = name): Place {
  return { identity: `sample:${name}`, lane: `lane:${lane}` };
}

/** A credential of two accounts that take turns, and where they stand. */
export function alternating(name: string, alternate: string): readonly [Declaration, Place] {
  const declaration = declarationOf(name, { alternate: { user: alternate } });
  return [declaration, { ...placeOf(name), alternate: placeOf(alternate) }];
}

/** Declares one credential, which is due at once. */
export function declare(store: Store, name: string, lane = name): Promise<Declared> {
  return store.declare(declarationOf(name), placeOf(name, lane), NOW);
}

/** Claims a credential that must be claimable. */
export async function claim(store: Store, uid: string, now = NOW): Promise<Held> {
  const held = await store.claim(uid, now, MINUTE_MS);
  assert(held, "a credential that is free and wants looking at can be claimed");
  return held;
}

/** Claims, writes a change and gives back. */
export async function write(store: Store, uid: string, change: Partial<Credential>, now = NOW): Promise<void> {
  const held = await claim(store, uid, now);
  await store.commit(held.claim, { ...held.credential, ...change }, eventOf(uid));
  await store.release(held.claim);
}

/** The row as it stands. */
export async function rowOf(store: Store, uid: string): Promise<Credential> {
  const listed = await store.get(uid);
  assert(listed, "a declared credential can be read by its uid");
  return listed.credential;
}

export function eventOf(uid: string, change: Partial<Event> = {}): Event {
  return { name: "rotation.waiting", at: NOW, uid, ...change };
}

export function attemptOf(phase: Attempt["phase"], change: Partial<Attempt> = {}): Attempt {
  return { version: 1, why: "never rotated", phase, before: {}, facts: {}, openedAt: NOW, ...change };
}

export function billOf(tries: number, change: Partial<Bill> = {}): Bill {
  return {
    identity: "sample:a",
    lockout: { tries: 5, windowMs: MINUTE_MS },
    tries,
    now: NOW,
    until: minute(10),
    ...change,
  };
}
