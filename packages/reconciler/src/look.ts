import { after, type Credential, type Cursor, type Declaration, earliest } from "@rekey/core";
import { approvalEnd } from "./approval.ts";

const YEAR_MS = 365 * 86_400_000;
const none: Cursor = { version: 0, fails: 0, againAt: new Date(0) };

/** Law 11: when to look next at a row, the earliest of everything it waits for. It is part of every row that is written, so a crash never forgets it. */
export function nextLook(credential: Credential, { deliver }: Declaration, now: Date): Date {
  const { previous, waiting, doubt } = credential;
  const deliveries = deliver
    .filter((sink) => !doubt && isOwed(credential, sink))
    .map((sink) => cursorOf(credential, sink).againAt);
  const isHeld = doubt !== undefined || (waiting?.reason === "clock" && waiting.until > now);
  const retirement = deliveries.length === 0 && !isHeld ? previous?.retireAt : undefined;
  return (
    earliest(rotationAt(credential, now), ...deliveries, retirement, approvalEnd(credential)) ?? after(now, YEAR_MS)
  );
}

function rotationAt(row: Credential, now: Date): Date | undefined {
  const { stuck, doubt, waiting, attempt, asked, dueAt } = row;
  if (stuck && !asked) return undefined;
  if (waiting && waiting.until > now) return waiting.until;
  return attempt || asked || doubt ? now : dueAt;
}

/** How far a sink is; from nothing where it was never reached. */
export function cursorOf({ cursors }: Credential, sink: string): Cursor {
  return cursors[sink] ?? none;
}

/** Whether a sink is behind the version in force. A version that went to its recipient is delivered nowhere else. */
export function isOwed(credential: Credential, sink: string): boolean {
  const { current } = credential;
  return current?.issued !== undefined && cursorOf(credential, sink).version < current.number;
}

/** The cursors once another version is in force: it waits for no sink's back-off, which was the older version's, because that one may log in nowhere by now. */
export function cursorsAfresh({ cursors }: Credential, since: Date): Credential["cursors"] {
  return Object.fromEntries(
    Object.entries(cursors).map(([sink, cursor]) => [
      sink,
      cursor.againAt > since ? { ...cursor, againAt: since } : cursor,
    ]),
  );
}
