import { isDeepStrictEqual } from "node:util";
import { hasUnknown } from "../schema/unknown.ts";
import { inputsOf, type Properties, schemaOf, without } from "./properties.ts";

/** A Difference is what an update would do to a resource, by its properties. */
export interface Difference {
  readonly changed: readonly string[];
  /** Of these, what no update can do. What is unknown is never one of them: it mostly turns out to be what it was. */
  readonly replaces: readonly string[];
}

/** diff compares state with inputs, and looks at nothing else. Throws where a replacement would have to fail. */
export function diff(olds: Properties, news: Properties): Difference {
  const [before, after] = [without(inputsOf(olds), "secrets"), without(news, "secrets")];
  const names = Object.keys({ ...before, ...after }).toSorted();
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const replaces = changed.filter((name) => isReplaced(name, before, after));
  if (replaces.length > 0) demandForgetting(before, after, replaces);
  return { changed, replaces };
}

/**
 * Another kind, another name, or another value where the account says whose secret it is. What another owner declared so far was imported, with the
 * service's own ids where the program may say names: whether both are one account the daemon knows, and it refuses the update where they are not.
 */
function isReplaced(name: string, before: Properties, after: Properties): boolean {
  if (name === "kind" || name === "name") return !hasUnknown(after[name]);
  if (!["account", "accounts"].includes(name) || before["owner"] !== after["owner"]) return false;
  const { whose } = schemaOf(after);
  const [olds, news] = [accountsOf(before), accountsOf(after)];
  if (!olds || !news) return false;
  const isOther = (next: Properties, at: number) =>
    whose.some((field) => !hasUnknown(next[field]) && olds[at]?.[field] !== next[field]);
  return olds.length !== news.length || news.some(isOther);
}

/** One account, or two that take turns; undefined where that is unknown yet. */
function accountsOf({ account, accounts }: Properties): readonly Properties[] | undefined {
  const all: readonly unknown[] = Array.isArray(accounts) ? accounts : [accounts ?? account];
  const known = all.filter((one) => typeof one === "object" && one !== null);
  return known.length === all.length ? known.map((one) => ({ ...one })) : undefined;
}

/** Names and accounts are unique: while the old declaration keeps rotating, it is in the way of a new one that shares either. */
function demandForgetting(before: Properties, after: Properties, replaces: readonly string[]): void {
  const sharesNothing = replaces.includes("name") && replaces.length > 1;
  if (sharesNothing || before["deletionPolicy"] === "forget") return;
  const what = replaces.includes("name") ? "a new name" : `another ${replaces.join(" and ")}`;
  throw new Error(
    `${String(before["name"])} cannot be given ${what} while its deletionPolicy is retain: the daemon would go on rotating the old one, ` +
      `which is in the new one's way. Run an up with deletionPolicy: "forget" first. Nothing was changed`,
  );
}
