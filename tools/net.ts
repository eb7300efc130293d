import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The mark every password of a test starts with, where the test is free to choose. */
export const CANARY = "canary-";

/** A token of the HTTP API: made by chance, so tests cannot choose how it begins. */
export const TOKEN = /rk_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}/;

/** The folders of tests in which a password may stand in clear: what a sink delivered, and what a person gave us so. */
export const OPEN = ["delivered", "given"];

/** Where a test installs packages: our own texts, the contracts' passwords among them, and not what a test wrote. */
const CODE = "node_modules";

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

/** holds says whether a file holds a text in any spelling, or what a pattern describes. */
export function holds(file: string, text: string | RegExp): boolean {
  const bytes = readFileSync(file);
  if (text instanceof RegExp) return text.test(bytes.toString("latin1"));
  return spellings(text).some((spelling) => bytes.includes(spelling));
}

/** filesUnder lists a folder's regular files, each relative to it; links and sockets are not followed. */
export function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** leaks lists the files under a folder that hold a text in any spelling, or what a pattern describes, open folders and installed code aside. */
export function leaks(root: string, text: string | RegExp): string[] {
  const isOpen = (file: string): boolean =>
    dirname(file)
      .split(sep)
      .some((folder) => folder === CODE || OPEN.includes(folder));
  return filesUnder(root).filter((file) => !isOpen(file) && holds(join(root, file), text));
}
