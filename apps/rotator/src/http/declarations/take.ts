import type { Declared, Event, Listed } from "@rekey/core";
import type { Caller } from "../caller.ts";
import type { Ground } from "../ground.ts";
import { conflict } from "./conflict.ts";
import type { Placed } from "./placed.ts";

interface By {
  readonly there: Listed | undefined;
  /** Who asked, for the audit. */
  readonly caller: Caller;
}

/** Takes a declaration into the store, under its owner, and writes down who declared what is new in it. */
export async function take(found: Placed, { there, caller }: By, ground: Ground): Promise<Declared> {
  const { declaration } = found;
  const { store, clock } = ground;
  const { name: credential, owner, kind, connection } = declaration;
  const from = there?.declaration.owner ?? owner;
  const declared = await declaredAs(found, { there, caller }, ground);
  const event = { uid: declared.uid, credential, kind, connection, by: caller.name, at: clock.now() };
  if (from !== owner) await store.record(accepted(event, `from ${from}`));
  else if (there?.generation !== declared.generation) await store.record(accepted(event));
  return declared;
}

/** Where it is not taken in after all, it stays whose it was. */
async function declaredAs(found: Placed, { there, caller }: By, ground: Ground): Promise<Declared> {
  const { declaration, place } = found;
  const { store, clock } = ground;
  const { owner } = declaration;
  const from = there?.declaration.owner ?? owner;
  if (!there || from === owner)
    return store.declare(declaration, place, clock.now()).catch(conflict(found, caller, store));
  await store.own(there.uid, { from, to: owner });
  try {
    return await store.declare(declaration, place, clock.now());
  } catch (error) {
    await store.own(there.uid, { from: owner, to: from });
    return conflict(found, caller, store)(error);
  }
}

function accepted(event: Omit<Event, "name">, message?: string): Event {
  return { name: "declaration.accepted", ...event, ...(message !== undefined && { message }) };
}
