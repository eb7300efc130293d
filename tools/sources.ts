import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A Source is one TypeScript file of a folder, with its path relative to that folder. */
export interface Source {
  path: string;
  text: string;
}

/** sourcesIn reads the TypeScript files that a glob names, in order. */
export const sourcesIn = (root: string, pattern: string): Source[] =>
  globSync(pattern, { cwd: root, exclude: (path) => ["node_modules", "dist"].includes(basename(path)) })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** isTest says whether a file is only ever run or imported by tests, and so is not shipped. */
export const isTest = ({ path }: Source): boolean => /\.(test|slow|fixture)\.ts$/.test(path);

const IMPORT = /(?:^|\n|;)\s*(?:import|export)\s(?:[^"'`;]*?\sfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;

/** importsOf lists the modules that a source names in imports, re-exports and dynamic imports. */
export const importsOf = ({ text }: Source): string[] =>
  [...text.matchAll(IMPORT)].flatMap((match) => match[1] ?? match[2] ?? []);

const DECLARED =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type)\s+([\w$]+)/gm;
const LISTED = /^export\s+(?:type\s+)?\{([^}]*)\}/gm;

/** exportsOf lists the names that a source exports. */
export const exportsOf = ({ text }: Source): string[] => {
  const declared = [...text.matchAll(DECLARED)].flatMap((match) => match[1] ?? []);
  const listed = [...text.matchAll(LISTED)].flatMap((match) => (match[1] ?? "").split(","));
  const names = listed.map((entry) => entry.trim().split(/\s+/).at(-1) ?? "");
  return [...declared, ...names].filter((name) => name !== "" && name !== "type");
};

/** wordsOf splits a name into its lower-case words: `AclAccount2` and `acl-account2` are both acl, account2. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
