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
  const options = { lineCounter: counter, prettyErrors: false, uniqueKeys: true, version: "1.2" } as const;
  return new YamlSource({ file, folder, document: parseDocument(text, options), counter, lines: text.split(/\r?\n/) });
}

interface Parsed {
  readonly file: string;
  readonly folder: string;
  readonly document: Document;
  readonly counter: LineCounter;
  readonly lines: readonly string[];
}

class YamlSource implements Source {
  readonly file: string;
  readonly folder: string;
  readonly value: unknown;
  readonly faults: readonly Fault[];
  readonly #parsed: Parsed;

  constructor(parsed: Parsed) {
    const { file, folder, document } = parsed;
    this.file = file;
    this.folder = folder;
    this.#parsed = parsed;
    // Aliases are counted: a file of a few lines could otherwise unfold to millions.
    this.value = document.errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined;
    this.faults = [...document.errors, ...document.warnings].map(({ pos, code }) => this.#malformed(pos[0], code));
  }

  fault(path: Path, { message, remedy, at = "value" }: Parameters<Source["fault"]>[1]): Fault {
    const { line, column } = this.#place(offsetOf(this.#parsed.document, path, at));
    const text = this.#line(line);
    const quote = isSecret(path) ? quotedKey(text) : quoted(text);
    return { file: this.file, line, column, path: path.join("."), message, remedy, quote };
  }

  where(path: Path): string {
    const { line, column } = this.#place(offsetOf(this.#parsed.document, path, "key"));
    return `${this.file}:${line}:${column}`;
  }

  #malformed(offset: number, code: string): Fault {
    const { line, column } = this.#place(offset);
    return { file: this.file, line, column, path: "", ...worded(code), quote: quoted(this.#line(line)) };
  }

  #place(offset: number): { line: number; column: number } {
    const { line, col } = this.#parsed.counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #line(line: number): string {
    return this.#parsed.lines[line - 1] ?? "";
  }
}

/** Where secrets are referred to; a literal there is never shown. */
export function isSecret(path: Path): boolean {
  return path[0] === "seal" || path.includes("credentials") || path.includes("tls");
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
