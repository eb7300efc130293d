import type { Setting } from "../setting.ts";
import { type Session, whoAsks } from "../session.ts";
import type { Computed } from "./compute.ts";
import { at } from "./place.ts";

/** Takes a plan into the store: renames first, then declarations, then what is gone. Answers with what is to be worked on. */
export async function carryOut(
  { matches, gone, changes }: Computed,
  { opened, wires }: Session,
  setting: Setting,
): Promise<readonly string[]> {
  const { store } = opened;
  const now = wires.clock.now();
  const by = whoAsks(setting);
  for (const { stored, from, declaration, declaring } of matches)
    if (stored && from !== undefined) await store.rename(stored.uid, declaration.name).catch(at(declaring));
  const changed = new Set(changes.map(({ name }) => name));
  const uids: string[] = [];
  for (const { declaration, declaring, place } of matches) {
    const { uid } = await store.declare(declaration, place, now).catch(at(declaring));
    if (changed.has(declaration.name)) uids.push(uid);
  }
  for (const { uid, declaration } of gone) {
    await store.forget(uid, now);
    await store.record({ name: "declaration.forgotten", at: now, uid, credential: declaration.name, by });
  }
  return uids;
}
