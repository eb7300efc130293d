import { CredentialError } from "@rekey/core";

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "make the folder: Rekey makes none",
  ENOTDIR: "a part of the path is no folder",
  EACCES: "let the daemon's user write in the folder",
  EPERM: "let the daemon's user give the file that owner and mode",
  EBUSY: "the file is a mount by itself, and cannot be exchanged: mount its folder instead",
  EIO: "the disk fails, or its server does: look at it",
  EROFS: "the file system is read-only: mount it for writing",
  ENOSPC: "the disk is full: make room",
  EDQUOT: "the quota is used up: make room",
  EFBIG: "the daemon may write no file of that size: raise its limit",
  ENAMETOOLONG: "use a shorter path or a shorter name",
  EMFILE: "too many files are open: raise the daemon's limit",
};

/** Result codes of SQLite: https://www.sqlite.org/rescode.html */
const marksRemedies: Readonly<Record<number, string>> = {
  8: "let the daemon's user write in the folder",
  10: "the disk is full, or fails: make room",
  11: "its `.rekey` file is damaged: remove it",
  13: "the disk is full: make room",
  14: "let the daemon's user write in the folder",
  26: "its `.rekey` file is damaged: remove it",
};

/** What to do where trying again is all there is to do. */
export const AGAIN = "nothing: it is delivered again";

/** Makes the error of a file that cannot be delivered: it says which, why, and what to do. The secret is kept, and delivered again. */
export function undelivered(
  path: string,
  why: string,
  details: { cause?: unknown; remedy?: string; newest?: number } = {},
): CredentialError {
  return new CredentialError("ERR_DELIVERY", `cannot deliver to ${path}: ${why}`, details);
}

/** The same for an error of the operating system, or of the mark beside the file. */
function failed(path: string, cause: unknown): CredentialError {
  const { why, remedy } = reasonOf(cause);
  return undelivered(path, why, { cause, remedy: remedy ?? "see the log with --debug" });
}

function reasonOf(cause: unknown): { why: string; remedy?: string | undefined } {
  if (!(cause instanceof Error) || !("code" in cause)) return { why: "an error of our own" };
  const code = String(cause.code);
  if (code !== "ERR_SQLITE_ERROR") return { why: code, remedy: remedies[code] };
  // The low byte of an extended code is the plain one.
  const plain = "errcode" in cause ? Number(cause.errcode) & 0xff : 0;
  return { why: `the mark beside it: ${cause.message}`, remedy: marksRemedies[plain] };
}

/** Does some work on a file; whatever fails is an ERR_DELIVERY. */
export async function delivering<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CredentialError ? error : failed(path, error);
  }
}
