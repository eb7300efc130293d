import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Owner } from "./owner.ts";
import type { Place } from "./place.ts";

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
const BORN = 0o600;

/** What a file shall be when it is there. */
export interface Content {
  readonly text: string;
  readonly mode: number;
  readonly owner?: Owner | undefined;
}

/** Puts a file in place whole or not at all, durably: readers see the old one or the new one. The caller is the only writer. */
export async function replace(place: Place, content: Content): Promise<void> {
  await sweep(place);
  const fresh = join(place.folder, `.${place.file}.${randomBytes(8).toString("hex")}.rekey-new`);
  try {
    // Born for our eyes only; a link that somebody put there first is an error.
    await using file = await open(fresh, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, BORN);
    await fill(file, content);
    await rename(fresh, place.path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await sync(place.folder);
}

async function fill(file: FileHandle, { text, mode, owner }: Content): Promise<void> {
  await file.writeFile(text);
  // The owner first: with the mode first a wide one would show it to the old group.
  if (owner) await file.chown(owner.uid, owner.gid);
  await file.chmod(mode);
  await file.sync();
}

/** A renamed file is durable when its folder is. */
async function sync(folder: string): Promise<void> {
  await using handle = await open(folder, O_RDONLY | O_DIRECTORY);
  await handle.sync();
}

/** Removes what writers left that were killed: nobody else is writing now. */
async function sweep({ folder, file }: Place): Promise<void> {
  const left = (await readdir(folder)).filter((name) => isLeft(name, file));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

function isLeft(name: string, file: string): boolean {
  const prefix = `.${file}.`;
  return name.startsWith(prefix) && /^[0-9a-f]{16}\.rekey-new$/.test(name.slice(prefix.length));
}
