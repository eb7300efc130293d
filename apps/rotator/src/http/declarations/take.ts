import type { Declared, Event, Listed } from "@rekey/core";
import type { Ground } from "../ground.ts";
import { conflict, type Placed } from "./placed.ts";

interface By {
  readonly there: Listed | undefined;
  /** Who asked, for the audit. */
  readonly by: string;
}

/** Takes a declaration into the store, under its owner, and writes down who declared what is new in it. */
export async function take({ declaration, place }: Placed, { there, by }: By, ground: Ground): Promise<Declared> {
  const { store, clock } = ground;
  const { name: credential, owner, kind, connection } = declaration;
  const from = there?.declaration.owner ?? owner;
  if (there && from !== owner) await store.own(there.uid, { from, to: owner });
  const declared = await store.declare(declaration, place, clock.now()).catch(conflict);
  const event = { uid: declared.uid, credential, kind, connection, by, at: clock.now() };
  if (from !== owner) await store.record(accepted(event, `from ${from}`));
  else if (there?.generation !== declared.generation) await store.record(accepted(event));
  return declared;
}

function accepted(event: Omit<Event, "name">, message?: string): Event {
  return { name: "declaration.accepted", ...event, ...(message !== undefined && { message }) };
}
