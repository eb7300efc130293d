import assert from "node:assert/strict";
import { type CredentialError, type ErrorCode, hasCode } from "../../errors.ts";

/** A Case is one promise of a contract: it throws where the promise is broken. Any runner will do: `for (const { name, run } of cases) it(name, run)`. */
export interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a case runs on, opened fresh for each one and closed behind it. */
export interface Closable {
  /** Closes it and removes what it left; absent where there is nothing to remove. */
  readonly close?: (() => Promise<void> | void) | undefined;
}

/** Promises by name. */
export type Promises<T> = Readonly<Record<string, (opened: T) => Promise<void>>>;

/** Makes cases of promises, each on something of its own. */
export function casesOf<T extends Closable>(open: () => Promise<T> | T, promises: Promises<T>): readonly Case[] {
  return Object.entries(promises).map(([name, check]) => ({
    name,
    async run() {
      const opened = await open();
      try {
        await check(opened);
      } finally {
        await opened.close?.();
      }
    },
  }));
}

/** The error of a promise that fails with one of these codes. */
export async function failsWith(work: Promise<unknown>, ...codes: readonly ErrorCode[]): Promise<CredentialError> {
  const error = await errorOf(work);
  assert(error, `it succeeds, where ${codes.join(" or ")} was to be thrown`);
  assert(hasCode(error, ...codes), `it throws ${nameOf(error)}, where ${codes.join(" or ")} was to be thrown`);
  return error;
}

/** What a promise fails with; undefined where it does not. */
export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error ?? new TypeError("nothing was thrown as an error");
  }
}

/** An error as a sentence may name it: its text may hold anything. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? `${error.name} ${String(error.code)}` : error.name;
}
