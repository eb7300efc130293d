import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The mark every password of a test starts with, where the test is free to choose. */
export const CANARY = "canary-";

/** The folder name under which sinks of tests may write: the one place where a password belongs in clear. */
export const DELIVERED = "delivered";

/** A run's folders: what the suite printed, and what its tests wrote. */
export const netOf = (run: string): { printed: string; written: string } => ({
  printed: join(run, "printed.log"),
  written: join(run, "tmp"),
});

/** Every spelling of a text that a leak may take: as it is, in hex, and in base64 at each of its three alignments. */
export function spellings(text: string): Buffer[] {
  const hex = Buffer.from(text).toString("hex");
  const shifted = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from("\0".repeat(shift) + text).toString("base64");
    const clean = Math.floor(((text.length + shift) * 8) / 6);
    return encoded.slice(Math.ceil((shift * 8) / 6), clean);
  });
  return [text, hex, hex.toUpperCase(), ...shifted].map((spelling) => Buffer.from(spelling));
}

/** holds says whether a file holds a text in any spelling. */
export function holds(file: string, text: string): boolean {
  const bytes = readFileSync(file);
  return spellings(text).some((spelling) => bytes.includes(spelling));
}

/** filesUnder lists a folder's regular files, each relative to it; links and sockets are not followed. */
export function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** leaks lists the files under a folder that hold a text in any spelling, `delivered` folders aside. */
export function leaks(root: string, text: string): string[] {
  return filesUnder(root).filter(
    (file) => !file.split(sep).slice(0, -1).includes(DELIVERED) && holds(join(root, file), text),
  );
}
