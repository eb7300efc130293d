import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Pair } from "yaml";
import type { Fault } from "./fault.ts";
import { quoted, quotedKey } from "./quote.ts";

export type Path = readonly PropertyKey[];

/** A Source is one configuration file, parsed, that knows where everything in it stands. */
export interface Source {
  readonly file: string;
  readonly folder: string;
  readonly value: unknown;
  /** What is wrong with the file as YAML. */
  readonly faults: readonly Fault[];
  /** A fault at a path: at its key, or at its value. */
  fault(path: Path, said: { message: string; remedy?: string | undefined; at?: "key" | "value" }): Fault;
  /** `rekey.yaml:14:5` */
  where(path: Path): string;
}

/** Reads a configuration file's text. */
export function parseSource(file: string, folder: string, text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true, version: "1.2" });
  const lines = text.split(/\r?\n/);
  const positionOf = (path: Path, at: "key" | "value") => counter.linePos(offsetOf(document, path, at));
  const place = ({ line, col }: { line: number; col: number }) => ({
    file,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
  });
  const problems = [...document.errors, ...document.warnings].map(({ pos, code }): Fault => {
    const { line, column } = place(counter.linePos(pos[0]));
    const { message, remedy } = worded(code);
    return { file, line, column, path: "", message, remedy, quote: quoted(lines[line - 1] ?? "") };
  });
  return {
    file,
    folder,
    value: document.errors.length === 0 ? toValue(document) : undefined,
    faults: problems,
    fault(path, { message, remedy, at = "value" }) {
      const position = place(positionOf(path, at));
      const line = lines[position.line - 1] ?? "";
      return {
        ...position,
        path: path.join("."),
        message,
        remedy,
        quote: isSecret(path) ? quotedKey(line) : quoted(line),
      };
    },
    where(path) {
      const { line, column } = place(positionOf(path, "key"));
      return `${file}:${line}:${column}`;
    },
  };
}

function toValue(document: Document): unknown {
  // Aliases are counted: a file of a few lines could otherwise unfold to millions.
  return document.toJS({ maxAliasCount: 100 });
}

/** Where secrets are referred to; a literal there is never shown. */
export function isSecret(path: Path): boolean {
  return path[0] === "seal" || path.includes("credentials");
}

/** The offset of the deepest part of a path that is there. */
function offsetOf(document: Document, path: Path, at: "key" | "value"): number {
  let node: unknown = document.contents;
  let found = startOf(node);
  for (const [depth, step] of path.entries()) {
    const inner = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(inner) ? inner.items.find((item) => keyOf(item) === String(step)) : undefined;
    const next = isSeq(inner) ? inner.items[Number(step)] : pair?.value;
    if (!pair && next === undefined) return found;
    const isLast = depth === path.length - 1;
    found = pair && (at === "key" || !isLast || startOf(next) === undefined) ? startOf(pair.key) : startOf(next);
    node = next;
  }
  return found;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : "";
}

function startOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}

/** The parser's own texts may quote what stands there, which may be a secret. */
function worded(code: string): { message: string; remedy?: string } {
  return WORDS[code] ?? { message: `this is not valid YAML (${code.toLowerCase().replaceAll("_", " ")})` };
}

const WORDS: Readonly<Record<string, { message: string; remedy?: string }>> = {
  DUPLICATE_KEY: { message: "this key stands here twice", remedy: "keep one of the two" },
  TAB_AS_INDENT: { message: "a tab indents this line", remedy: "indent with spaces" },
  BAD_INDENT: {
    message: "this line is indented otherwise than its neighbours, or a bracket above it is open",
    remedy: "indent it like the lines around it, and close what was opened",
  },
  MISSING_CHAR: { message: "a quote, bracket or comma is missing here", remedy: "close what was opened" },
  BLOCK_AS_IMPLICIT_KEY: { message: "two keys stand on one line", remedy: "put each key on its own line" },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key goes over several lines; a colon may be missing",
    remedy: "write `key: value`",
  },
  UNEXPECTED_TOKEN: { message: "this does not belong here", remedy: "quote the text if it is one" },
  BAD_ALIAS: { message: "this alias names no anchor", remedy: "quote the text if it starts with *" },
  TAG_RESOLVE_FAILED: { message: "tags have no meaning here", remedy: "quote the text if it starts with !" },
  MULTIPLE_DOCS: {
    message: "a second document begins here",
    remedy: "put it into a file of its own and name both with --config",
  },
};
