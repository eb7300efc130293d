import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CredentialKind } from "../packages/core/src/index.ts";
import { SCOPE } from "./members.ts";

const BEGIN = "<!-- kinds: written by `pnpm generate`, by nobody else -->";
const END = "<!-- /kinds -->";

const MAKERS: Readonly<Record<CredentialKind["secret"], string>> = {
  supplied: "Rekey; the service takes it",
  returned: "the service; it replies with it",
  mailed: "the service; it sends it to a person, and Rekey never sees it",
};

/** withTable writes the table of kinds between its marks in a README. Throws where the marks are missing. */
export function withTable(readme: string, kinds: readonly CredentialKind[]): string {
  const [before, rest] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (before < 0 || rest < before) throw new Error(`the README lacks ${BEGIN} … ${END}`);
  return `${readme.slice(0, before)}${BEGIN}\n${tableOf(kinds)}\n${readme.slice(rest)}`;
}

/** undocumented lists the kinds that have no page under docs/kinds. */
export const undocumented = (root: string, kinds: readonly CredentialKind[]): string[] =>
  kinds.flatMap(({ name }) => (existsSync(join(root, pageOf(name))) ? [] : pageOf(name)));

const pageOf = (name: string): string => `docs/kinds/${name}.md`;

function tableOf(kinds: readonly CredentialKind[]): string {
  const rows = kinds
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((kind) => [linkOf(kind), MAKERS[kind.secret], kind.disrupts ?? "nobody", proofOf(kind), packageOf(kind)]);
  const head = ["kind", "who makes the secret", "whom a rotation disturbs", "how it is proved", "package"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const linkOf = ({ name }: CredentialKind): string => `[\`${name}\`](${pageOf(name)})`;

/** A kind's name begins with its package's. */
function packageOf({ name }: CredentialKind): string {
  const folder = name.slice(0, name.indexOf("."));
  return `[\`${SCOPE}/${folder}\`](packages/${folder}/README.md)`;
}

/** What the presence of a method says. */
function proofOf(kind: CredentialKind): string {
  const ways = [...(kind.check ? ["the new secret is tried"] : []), ...(kind.landed ? ["evidence, costs no try"] : [])];
  return ways.length > 0 ? ways.join("; ") : "the reply alone";
}
