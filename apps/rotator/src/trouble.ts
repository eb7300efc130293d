import { EXIT } from "./exit.ts";

/** What a person needs to know about a failure, in the order they ask. */
export interface Telling {
  readonly where?: string | undefined;
  readonly call?: string | undefined;
  /** Whether a secret can have changed, and how that is known. */
  readonly changed?: string | undefined;
  readonly next?: string | undefined;
  readonly youCan?: string | undefined;
  /** The call that says which policy refused. */
  readonly decode?: string | undefined;
}

/** A Trouble is a failure of a command that is no credential's: a file, an answer, an option. */
export class Trouble extends Error {
  override readonly name = "Trouble";
  readonly telling: Telling;
  readonly exit: number;

  constructor(message: string, telling: Telling & { exit?: number; cause?: unknown } = {}) {
    const { exit = EXIT.failed, cause, ...rest } = telling;
    super(message, cause === undefined ? {} : { cause });
    this.telling = rest;
    this.exit = exit;
  }
}

/** What was asked cannot be done as it was asked. */
export function misuse(message: string, youCan: string, changed = "no: nothing was begun"): Trouble {
  return new Trouble(message, { changed, youCan, exit: EXIT.usage });
}

/** The reason of a system error in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return REASONS[code] ?? (code || "for an unknown reason");
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "not permitted",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EFBIG: "the file would be too large",
  EEXIST: "it exists already",
  EADDRINUSE: "the port is taken",
  ELOOP: "too many links",
};
