import type { Turn } from "@rekey/core";
import type { Match } from "./match.ts";

/** As it was declared, with what the service calls it in brackets: `instance cache-prod (5e1d0c…), user app`; `user app-a ⇄ app-b` where two take turns. */
export function accountOf({ declaring, declaration }: Match): string {
  const one = told(declaring.declaration.account, declaration.account);
  if (declaration.alternate === undefined) return textOf(one);
  const other = new Map(told(declaring.declaration.alternate, declaration.alternate));
  return textOf(
    one.map(([field, text]) => [field, text === other.get(field) ? text : `${text} ⇄ ${other.get(field) ?? "none"}`]),
  );
}

/** `; changes user app-b`: what tells the account whose turn it is from the other; nothing where there is one. */
export function changedOf({ declaring: { declaration } }: Match, { isAlternate }: Turn): string {
  const { account, alternate } = declaration;
  if (alternate === undefined) return "";
  const other = new Map(fieldsOf(isAlternate ? account : alternate));
  const own = fieldsOf(isAlternate ? alternate : account).filter(([field, text]) => other.get(field) !== text);
  return `; changes ${textOf(own)}`;
}

type Field = readonly [field: string, text: string];

function textOf(fields: readonly Field[]): string {
  return fields.map((field) => field.join(" ")).join(", ");
}

function told(declared: unknown, located: unknown): readonly Field[] {
  const found = new Map(fieldsOf(located));
  return fieldsOf(declared).map(([field, text]) => {
    const id = found.get(field);
    return [field, id === undefined || id === text ? text : `${text} (${brief(id)})`];
  });
}

function fieldsOf(account: unknown): readonly Field[] {
  if (typeof account !== "object" || account === null) return [];
  return Object.entries(account).map(
    ([field, value]) => [field, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
}

function brief(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}
