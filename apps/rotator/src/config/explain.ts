import type { z } from "zod";
import { withoutUser } from "./quote.ts";
import { instead } from "./suggest.ts";

/** What is wrong with a value and what to write instead; one issue may be several. */
export interface Said {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly remedy?: string | undefined;
  readonly at?: "key" | "value";
  /** The message without the value, for where a secret may stand. */
  readonly plain?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** Puts an issue of zod into our words. `keysAt` answers with the keys that a map at a path may have. */
export function explain(
  issue: Issue,
  value: unknown,
  keysAt: (path: readonly PropertyKey[]) => readonly string[],
): readonly Said[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, keysAt(path)));
  if (issue.code === "invalid_union") return ofUnion(issue, value, keysAt);
  if (issue.code === "invalid_key") return [badKey(issue)];
  const found = at(value, path);
  if (found === undefined && issue.code !== "custom") return [missing(issue)];
  return [{ path, ...worded(issue, found) }];
}

function unknownKey(path: readonly PropertyKey[], key: string, known: readonly string[]): Said {
  return { path: [...path, key], message: `there is no key ${key} here`, remedy: instead(key, known), at: "key" };
}

function missing({ path, message }: Issue): Said {
  const key = String(path.at(-1) ?? "");
  return { path, message: `${key} is missing`, remedy: ownWords(message) ?? `add ${key}`, at: "key" };
}

/** What a schema's author says of it, where they do: often just what to write. */
function ownWords(message: string): string | undefined {
  return /^(Invalid|Too|Unrecognized)/.test(message) ? undefined : message;
}

function badKey(issue: z.core.$ZodIssueInvalidKey): Said {
  const [inner] = issue.issues;
  const remedy = inner && "params" in inner ? remedyOf(inner.params) : undefined;
  return { path: issue.path, message: `the name ${inner?.message ?? "is not allowed"}`, remedy, at: "key" };
}

/** The form with the fewest faults is probably the one that was meant. */
function ofUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  value: unknown,
  keysAt: (path: readonly PropertyKey[]) => readonly string[],
): readonly Said[] {
  const own = ownWords(issue.message);
  if (own !== undefined)
    return [{ path: issue.path, message: "this has none of the forms that it may have", remedy: own }];
  const [best = []] = issue.errors.toSorted((a, b) => a.length - b.length);
  if (best.length === 0) return [{ path: issue.path, message: "has none of the forms that it may have" }];
  const found = at(value, issue.path);
  const keysInside = (path: readonly PropertyKey[]) => keysAt([...issue.path, ...path]);
  return best
    .flatMap((inner) => explain(inner, found, keysInside))
    .map(({ path, at: spot = "value", ...said }) => ({ ...said, path: [...issue.path, ...path], at: spot }));
}

type Worded = Pick<Said, "message" | "remedy" | "plain">;

/** Whose words: ours say what is wrong with the value, the schema's author often just what to write. */
function worded(issue: Issue, found: unknown): Worded {
  const value = shown(found);
  const own = ownWords(issue.message);
  if (issue.code === "custom") return ofCustom(value, issue);
  if (own !== undefined && issue.code !== "invalid_format")
    return {
      message: isNumberForText(issue, found) ? `${value} is not a text` : `${value} is not right here`,
      remedy: own,
    };
  return ofCode(issue, value, found);
}

/** What YAML reads as a number was most often meant as a text, and shows otherwise than it was written. */
function isNumberForText(issue: Issue, found: unknown): boolean {
  return issue.code === "invalid_type" && issue.expected === "string" && typeof found === "number";
}

function ofCode(issue: Issue, value: string, found: unknown): Worded {
  if (issue.code === "invalid_type")
    return {
      message: `${value} is not ${ARTICLES[issue.expected] ?? issue.expected}`,
      remedy: found === null ? undefined : FORMS[issue.expected],
    };
  if (issue.code === "too_small")
    return { message: `${value} is too ${sizeOf(issue).least}`, remedy: `at least ${issue.minimum}` };
  if (issue.code === "too_big")
    return { message: `${value} is too ${sizeOf(issue).most}`, remedy: `at most ${issue.maximum}` };
  if (issue.code === "invalid_format")
    return { message: `${value} is not of the form it must have`, remedy: ownWords(issue.message) };
  if (issue.code !== "invalid_value") return { message: issue.message };
  return { message: `${value} is not among its values`, remedy: instead(String(found), issue.values.map(String)) };
}

function ofCustom(value: string, { message, params }: z.core.$ZodIssueCustom): Worded {
  const remedy = remedyOf(params);
  return remedy === undefined
    ? { message: `${value} is not right here`, remedy: ownWords(message), plain: message }
    : { message: `${value} ${message}`, remedy, plain: message };
}

function sizeOf({ origin }: { origin: string }): { least: string; most: string } {
  return origin === "number" || origin === "int" ? { least: "small", most: "large" } : { least: "short", most: "long" };
}

function remedyOf(params: unknown): string | undefined {
  const isNamed = typeof params === "object" && params !== null && "remedy" in params;
  return isNamed && typeof params.remedy === "string" ? params.remedy : undefined;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
};

/** How what stands there would be what was expected; most often it was meant so. */
const FORMS: Readonly<Record<string, string>> = {
  string: "put it in quotes",
  object: "write its keys in lines of their own below it, or in braces: { key: value }",
  record: "write its keys in lines of their own below it, or in braces: { key: value }",
  array: "put it in brackets: [one, two]",
};

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(cut(withoutUser(value)));
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return "nothing";
  return typeof value === "number" || typeof value === "boolean" ? `${value}` : "a map";
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isMapLike(inner) ? inner[String(key)] : undefined), value);
}

function isMapLike(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
