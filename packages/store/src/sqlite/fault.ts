import { CredentialError, type ErrorCode } from "@rekey/core";

interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

const FULL = 13;

/** By SQLite's primary result code (sqlite.org/rescode.html). None of these statements had an effect. */
const faults: ReadonlyMap<number, Fault> = new Map([
  [3, forbidden()],
  [5, busy()],
  [6, busy()],
  [8, forbidden()],
  [10, broken("the disk failed")],
  [11, broken("the file is damaged")],
  [FULL, full()],
  [14, forbidden()],
  [26, broken("the file is no SQLite database, or its beginning is damaged")],
]);

/** What an error of SQLite means for whoever called the store; an error of our own stays what it is. */
export function faultOf(error: unknown, path: string): unknown {
  const fault = faults.get(resultOf(error));
  if (!fault) return error;
  const { code, message, remedy } = fault;
  return new CredentialError(code, `the store ${path}: ${message}; nothing was written`, { cause: error, remedy });
}

/** Whether SQLite found no space. */
export function isFull(error: unknown): boolean {
  return resultOf(error) === FULL;
}

/** SQLite's primary result code; 0 where the error is not SQLite's. */
export function resultOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}

/** Runs one piece of work, with SQLite's errors as ours. */
export function faulted<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(error, path);
  }
}

function full(): Fault {
  return {
    code: "ERR_UNAVAILABLE",
    message: "its disk, or the number of pages it may have, is full",
    remedy: "free space where the store lies, or raise its page limit; Rekey goes on by itself",
  };
}

function busy(): Fault {
  return {
    code: "ERR_UNAVAILABLE",
    message: "another process is writing and did not finish in time",
    remedy: "try again; if it lasts, look for a process that keeps the file locked",
  };
}

function forbidden(): Fault {
  return {
    code: "ERR_UNAVAILABLE",
    message: "the file or its folder may not be written",
    remedy: "let the user Rekey runs as own the folder and the files in it",
  };
}

function broken(message: string): Fault {
  return {
    code: "ERR_UNAVAILABLE",
    message,
    remedy: "stop Rekey, keep a copy of the folder, and restore the newest backup",
  };
}
