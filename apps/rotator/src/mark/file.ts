import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { Mark } from "@rekey/store/sqlite";
import { z } from "zod";
import { reasonOf, Trouble } from "../trouble.ts";

const shape = z.object({ formatVersion: z.literal("1"), store: z.string(), seq: z.int().min(0), head: z.string() });

/** Reads a mark; nothing where there is none. Throws a Trouble where the file is no mark, or cannot be read. */
export function readMark(path: string): Mark | undefined {
  try {
    const { store, seq, head } = shape.parse(JSON.parse(readFileSync(path, "utf8")));
    return { store, seq, head };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const isOurs = error instanceof z.ZodError || error instanceof SyntaxError;
    throw new Trouble(
      `the mark ${path} cannot be read: ${isOurs ? "it is no mark of this version" : reasonOf(error)}`,
      {
        changed: "no: nothing was begun",
        youCan: "put the right file back, or remove it: then what the store says is asked about before it is believed",
        cause: error,
      },
    );
  }
}

/** Exchanges a mark whole: readers see the old one or the new one, a power failure leaves either. */
export function writeMark(path: string, mark: Mark): void {
  const file = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify({ formatVersion: "1", ...mark })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
