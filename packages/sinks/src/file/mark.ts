import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { Delivery } from "@rekey/core";
import { z } from "zod";
import { type Place, statOf } from "./place.ts";
import { AGAIN, undelivered } from "./problem.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
const LOCKED = 5;
const TRIES = 40;
const PAUSE_MS = 25;

/** Whose file it is, and the highest version that was ever meant for it. */
type Mark = z.infer<typeof mark>;
const mark = z.object({ uid: z.string(), name: z.string(), version: z.int() });

const schema = `
  CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY CHECK (id = 1), uid TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
`;

/**
 * Does the work, alone among all processes. Throws ERR_DELIVERY where a newer version was delivered or is about to be.
 *
 * The mark is a tiny SQLite database beside the file, `.FILE.rekey`, because its lock is one that the kernel frees when a process dies. It is raised,
 * durably, *before* the file is exchanged: a crash between the two leaves an old file under a new mark, which the next delivery mends; the other
 * order would leave a new file under an old mark, and a delivery that was late could go backwards. After it was raised the lock is taken again and
 * the mark read again, so that two writers put their files in place in the order of their versions.
 */
export async function asNewest(place: Place, delivery: Delivery, work: () => Promise<void>): Promise<void> {
  const marks = await openMarks(place);
  try {
    await lock(marks, place);
    refuseOlder(delivery, read(marks), place);
    raise(marks, delivery);
    await lock(marks, place);
    refuseOlder(delivery, read(marks), place);
    await work();
  } finally {
    // What is open is given up: only `raise` writes.
    marks.close();
  }
}

/** The mark as it stands; nothing where there is none. */
export async function readMark({ folder, file }: Place): Promise<Mark | undefined> {
  const path = join(folder, `.${file}.rekey`);
  const there = await statOf(path);
  if (!there?.isFile()) return undefined;
  const marks = new DatabaseSync(path, { readOnly: true, timeout: TRIES * PAUSE_MS });
  try {
    return read(marks);
  } finally {
    marks.close();
  }
}

async function openMarks({ folder, file, path }: Place): Promise<DatabaseSync> {
  const marks = join(folder, `.${file}.rekey`);
  const there = await statOf(marks);
  if (!there) await bear(marks);
  else if (!there.isFile() || (process.geteuid && there.uid !== process.geteuid()))
    throw undelivered(path, `${marks} is not a file of the daemon's own`, {
      remedy: "find out who made it, and remove it",
    });
  const opened = new DatabaseSync(marks);
  opened.exec("PRAGMA page_size = 512");
  return opened;
}

/** Somebody else of ours may be faster. */
async function bear(path: string): Promise<void> {
  try {
    await using _ = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

async function lock(marks: DatabaseSync, { path }: Place): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      marks.exec("BEGIN EXCLUSIVE");
      marks.exec(schema);
      return;
    } catch (cause) {
      if (!isLocked(cause)) throw cause;
      if (tries >= TRIES)
        throw undelivered(path, "another process is delivering to it", {
          cause,
          remedy: AGAIN,
        });
      await setTimeout(PAUSE_MS);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === LOCKED;
}

function read(marks: DatabaseSync): Mark | undefined {
  const row = marks.prepare("SELECT uid, name, version FROM mark").get();
  return row === undefined ? undefined : mark.parse(row);
}

/**
 * Another credential of the same name is its successor; one of another name has no business here. An older version is refused and not passed over:
 * a store that was restored from a backup gives its numbers again, and would believe that the file has what it has not.
 */
function refuseOlder({ uid, name, version }: Delivery, there: Mark | undefined, { path, folder, file }: Place): void {
  if (!there) return;
  if (there.uid !== uid && there.name !== name)
    throw undelivered(path, `it is the file of ${there.name}`, { remedy: "write {name} in the sink's path" });
  if (there.uid === uid && version < there.version)
    throw undelivered(path, `v${there.version} was delivered there before v${version}`, {
      newest: there.version,
      remedy: `nothing: Rekey asks whether it may believe its store, then delivers under a newer number; to take it as it is, remove ${join(folder, `.${file}.rekey`)}`,
    });
}

function raise(marks: DatabaseSync, { uid, name, version }: Delivery): void {
  marks.prepare("INSERT OR REPLACE INTO mark (id, uid, name, version) VALUES (1, ?, ?, ?)").run(uid, name, version);
  marks.exec("COMMIT");
}
