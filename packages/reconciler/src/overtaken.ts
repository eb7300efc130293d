import type { Credential, Request } from "@rekey/core";

/**
 * What became of a request between its asking and its hearing: a rotation that ended meanwhile has met it, or it is doubted, since what a person says is
 * in force was so when it was said. The row as it stood then says so, and no clock.
 */
export function overtaken(row: Credential, request: Request | undefined): "met" | "doubted" | undefined {
  const { asked, current } = row;
  const isOther = request !== undefined && current?.number !== request.seen.current;
  if (isOther && asked === "rotate") return current?.isRotated ? "met" : undefined;
  return isOther || isDoubtful(row, request) ? "doubted" : undefined;
}

/** Whether a statement was made before its attempt was opened, or before that was stuck, or before the row was in doubt, which skips numbers. */
function isDoubtful({ asked, stuck, attempt, doubt, opened }: Credential, request: Request | undefined): boolean {
  if (!request || typeof asked !== "object") return false;
  if (doubt && opened > request.seen.opened) return true;
  return (attempt?.version ?? 0) > request.seen.opened || (stuck !== undefined && !request.seen.isStuck);
}
