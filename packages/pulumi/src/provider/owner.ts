import { createHash } from "node:crypto";

/** What an owner's last word may be long, to the daemon. */
const LONGEST = 200;
const STACK = /^pulumi:pulumi:Stack(?:\$|$)/;

/** A Whose is what tells a resource from all others of its kind. */
export interface Whose {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  /** The types of its parents, as they stand in its URN: `web:Front$web:Cache`; empty under the stack itself. */
  readonly parents: string;
  readonly name: string;
}

/** ownerOf names who declares: `organization/project/stack/name`, and under a component `organization/project/stack/web:Front$name`, as URNs are told apart. */
export function ownerOf({ organization, project, stack, parents, name }: Whose): string {
  return [organization, project, stack, wordOf(parents.replace(STACK, ""), encodeURIComponent(name))].join("/");
}

function wordOf(parents: string, name: string): string {
  if (parents === "") return name;
  const word = `${encodeURI(parents)}$${name}`;
  if (word.length <= LONGEST) return word;
  return `${createHash("sha256").update(parents).digest("hex").slice(0, 16)}$${name}`;
}
