import type { Declaration, Turn } from "@rekey/core";
import { misuse } from "../trouble.ts";

/** Which of two accounts that take turns a person means: by a value that only one of them has, `app-b` or `user=app-b`. Nothing where there is one account. */
export function whose(
  { name, account, alternate }: Pick<Declaration, "name" | "account" | "alternate">,
  said: string | undefined,
): Pick<Turn, "isAlternate"> {
  if (alternate === undefined && said === undefined) return {};
  if (alternate === undefined) throw misuse(`${name} has one account`, "say it without --account");
  const meant = [account, alternate].map((one) => said !== undefined && wordsOf(one).includes(said));
  if (meant[0] === meant[1])
    throw misuse(
      `${name} has two accounts that take turns${said === undefined ? "" : `, and ${said} does not tell which`}`,
      `give --account ${ownWord(account, alternate)} or --account ${ownWord(alternate, account)}`,
    );
  return meant[1] ? { isAlternate: true } : {};
}

function wordsOf(account: unknown): readonly string[] {
  if (typeof account !== "object" || account === null) return [];
  return Object.entries(account).flatMap(([field, value]) =>
    typeof value === "string" ? [value, `${field}=${value}`] : [],
  );
}

function ownWord(account: unknown, other: unknown): string {
  return wordsOf(account).find((word) => !wordsOf(other).includes(word)) ?? "…";
}
