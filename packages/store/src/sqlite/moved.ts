import { statSync } from "node:fs";
import { CredentialError } from "@rekey/core";

/**
 * Refuses to begin anything in a file that is no longer the one at its path: somebody put another in its place, or removed it, and what is written
 * now ends with this process. What is under way goes on, since half of it is there already. Answers with a check that throws ERR_UNAVAILABLE.
 */
export function movedFrom(path: string): () => void {
  const opened = markOf(path);
  return () => {
    if (markOf(path) !== opened) throw exchanged(path);
  };
}

/** Which file lies at a path; nothing where none does, as for a store in memory. */
function markOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev} ${found.ino}`;
}

function exchanged(path: string): CredentialError {
  return new CredentialError(
    "ERR_UNAVAILABLE",
    `the store ${path} is not the file that was opened: somebody exchanged or removed it; nothing was begun`,
    { remedy: "stop Rekey before a backup is put back, and start it again now" },
  );
}
