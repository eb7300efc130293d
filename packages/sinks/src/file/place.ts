import type { Stats } from "node:fs";
import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isName } from "@rekey/core";
import { NAME } from "./options.ts";
import { undelivered } from "./problem.ts";

const EVERYBODY_WRITES = 0o002;
const STICKY = 0o1000;

/** A Place is where one credential's file lies: all that Rekey writes for it lies in the same folder. */
export interface Place {
  readonly path: string;
  readonly folder: string;
  readonly file: string;
}

/** The place of a credential's file. The grammar of names has no `/` and no empty part between dots, so the path stays in the template's folder. */
export function placeOf(template: string, name: string): Place {
  if (!isName(name)) throw undelivered(template, "the credential's name does not keep the grammar of names");
  const folder = dirname(template);
  const file = basename(template).replaceAll(NAME, name);
  if (/^\..*\.rekey$/.test(file)) throw undelivered(template, `${file} would be the mark of another file`);
  return { path: join(folder, file), folder, file };
}

/** Throws ERR_DELIVERY unless the folder is there, is no link, and is nobody else's to exchange files in, and unless the file is a file or absent. */
export async function demandSafe({ path, folder }: Place): Promise<void> {
  const real = await realpath(folder);
  if (real !== folder)
    throw undelivered(path, "a part of the path is a link", { remedy: `write the folder as ${real}` });
  const { mode } = await lstat(folder);
  if ((mode & EVERYBODY_WRITES) !== 0 && (mode & STICKY) === 0)
    throw undelivered(path, "everybody may exchange files in its folder", { remedy: `chmod o-w ${folder}` });
  const there = await statOf(path);
  if (there && !there.isFile())
    throw undelivered(path, "what lies there is no plain file", { remedy: "move it away; links are not followed" });
}

/** What lies at a path, without following a link; undefined where nothing does. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
