import type { Event } from "@rekey/core";
import { NOBODY } from "../nobody.ts";
import { type Session, whoAsks } from "../session.ts";
import type { Setting } from "../setting.ts";
import type { Computed } from "./compute.ts";
import type { Desired } from "./desire.ts";
import type { Match } from "./match.ts";
import { at } from "./place.ts";

/** Takes a plan into the store: renames first, then declarations, then what is gone. Answers with what is to be worked on. */
export async function carryOut(
  { matches, gone, changes }: Computed,
  session: Session,
  setting: Setting,
): Promise<readonly string[]> {
  const { store } = session.opened;
  for (const match of matches) await move(match, session, setting);
  const changed = new Set(changes.map(({ name }) => name));
  const uids: string[] = [];
  for (const match of matches) {
    const uid = await accept(match, session, setting);
    if (changed.has(match.declaration.name)) uids.push(uid);
  }
  for (const { uid, declaration } of gone) {
    await store.forget(uid, session.wires.clock.now());
    await tell({ name: "declaration.forgotten", uid, credential: declaration.name }, session, setting);
  }
  return uids;
}

/** A sink may know a credential by its name, so the one in force is delivered under the new one; the daemon would find it lost at its next start. */
async function move(
  { stored, from, declaration, declaring }: Match,
  session: Session,
  setting: Setting,
): Promise<void> {
  if (!stored || from === undefined) return;
  const { store } = session.opened;
  const { uid, credential } = stored;
  await store.rename(uid, declaration.name).catch(at(declaring));
  const { name } = declaration;
  await tell({ name: "declaration.moved", uid, credential: name, message: `from ${from}` }, session, setting);
  if (credential.current?.issued) await store.ask(uid, "deliver", by(session, setting));
}

function by({ wires }: Session, setting: Setting): { who: string; at: Date } {
  return { who: whoAsks(setting), at: wires.clock.now() };
}

/** Takes one declaration in, and writes down who declared what is new in it. */
export async function accept(
  { declaration, declaring, place }: Desired,
  session: Session,
  setting: Setting,
): Promise<string> {
  const { store } = session.opened;
  const { name: credential, kind, connection } = declaration;
  const before = await store.find(credential);
  if (before?.declaration.owner === NOBODY) await store.own(before.uid, { from: NOBODY, to: declaration.owner });
  const { uid, generation } = await store.declare(declaration, place, session.wires.clock.now()).catch(at(declaring));
  if (before?.generation !== generation || before.declaration.owner !== declaration.owner)
    await tell({ name: "declaration.accepted", uid, credential, kind, connection }, session, setting);
  return uid;
}

async function tell(event: Omit<Event, "at" | "by">, { opened, wires }: Session, setting: Setting): Promise<void> {
  await opened.store.record({ ...event, at: wires.clock.now(), by: whoAsks(setting) });
}
