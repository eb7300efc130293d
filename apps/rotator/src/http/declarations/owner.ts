import type { Listed } from "@rekey/core";
import { NOBODY } from "../../nobody.ts";
import type { Caller } from "../caller.ts";
import { Refusal } from "../refusal.ts";
import type { Given } from "./body.ts";

/** Throws a Refusal of status 404 where the name is another credential's than the one that is meant. */
export function demandSame(name: string, there: Listed | undefined, uid: string | undefined): void {
  if (uid !== undefined && there?.uid !== uid) throw absent(name);
}

/** What is answered where nothing has that name, or not under that uid. */
export function absent(name: string): Refusal {
  return new Refusal(404, `no credential is named ${name}, or not under this uid`, {
    code: "ERR_DECLARATION",
    remedy: "see GET /v1/declarations",
  });
}

interface Taking {
  readonly given: Given;
  readonly caller: Caller;
}

/** Throws a Refusal where the name is not the caller's to take: of status 409 where somebody else has it and keeps it, of 403 where it is not theirs to adopt. */
export function demandTaken({ given, caller }: Taking, there: Listed | undefined): void {
  demandOwn(given, there);
  demandRight(caller, given, there);
}

/** Throws a Refusal of status 409 where somebody else has the name and keeps it. */
function demandOwn({ declaration: { name, owner }, isAdopting }: Given, there: Listed | undefined): void {
  const has = there?.declaration.owner ?? NOBODY;
  if (has === NOBODY || has === owner || isAdopting) return;
  throw new Refusal(409, `${name} belongs to ${has}`, {
    code: "ERR_CONFLICT",
    remedy:
      has === "file"
        ? "take it out of the file, or send adopt: true and take it out of the file then"
        : "declare it under another name, or send adopt: true to take it over",
  });
}

/** Throws a Refusal of status 403 where a token would take a name from an owner that it does not speak for: it could not delete it either. */
function demandRight(caller: Caller, { isAdopting }: Given, there: Listed | undefined): void {
  if (isAdopting && there) demandVoice(caller, there.declaration.owner);
}

/** Throws a Refusal of status 403 where a token may not declare in that name. */
export function demandVoice(caller: Caller, owner: string): void {
  // What nobody owns any more is for whoever may declare its name: a delete that is sent again finds it so.
  if (owner === NOBODY || (caller.speaksFor?.(owner) ?? true)) return;
  throw new Refusal(403, `this token does not speak for ${owner}`, {
    code: "ERR_IDENTITY",
    remedy: "use a token of this owner; rotator token create makes one",
  });
}
