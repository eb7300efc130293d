import { after, type Clock, type Event } from "@rekey/core";
import type { SqliteStore, Standing } from "@rekey/store/sqlite";
import { counted } from "../voice/table.ts";
import { readMark } from "./file.ts";

/** Versions that one credential may have opened after the last mark was written, which is a minute old at most. */
const SPARE = 20;

/** A Place is where a store's mark lies, and for how long what others had sent may still land. */
export interface Place {
  readonly path: string;
  readonly quietMs: number;
}

/** Compares a store with its mark. Where it is older than it was, or nobody knows, every credential is put in doubt; answers with the event that says so. */
export async function notice(store: SqliteStore, { path, quietMs }: Place, clock: Clock): Promise<Event | undefined> {
  const standing = await store.standing(readMark(path));
  const message = outdatedText(standing, path);
  if (message === undefined) return undefined;
  const since = clock.now();
  const isProven = standing.is === "older";
  // One at least: what people had said before it was doubted is told by that from what they say now.
  const skip = standing.is === "older" ? standing.lost + SPARE : 1;
  return store.doubt({ message, since, until: after(since, quietMs), isProven, skip });
}

/** What anybody may do about it. */
export const OUTDATED =
  "put the newest state back; else the daemon asks what is in force before it does anything with what it holds";

/** What is to be said of a store before anybody takes it; nothing where it is as its mark says. Changes nothing. Throws a Trouble where the mark cannot be read. */
export async function outdated(store: SqliteStore, path: string): Promise<string | undefined> {
  return outdatedText(await store.standing(readMark(path)), path);
}

/** What a standing means, in words; nothing where the store is as its mark says. */
function outdatedText(standing: Standing, path: string): string | undefined {
  if (standing.is === "older")
    return `an older state of the store was put back: ${path} knows of ${counted(standing.lost, "event")} that it does not`;
  if (standing.is === "unmarked") return `the store had a mark, and ${path} is not it: it may be an older copy`;
  return undefined;
}
