import type { Ask } from "@rekey/core";
import { lastSeq, workOn } from "../progress/work.ts";
import { type Session, whoAsks } from "../session.ts";
import type { Setting } from "../setting.ts";

/** What a person asks of one credential. */
export interface Asking {
  readonly uid: string;
  readonly what: Ask;
  readonly words: string;
  readonly patienceMs: number;
}

/** Writes a request down as a row, and follows it to its end. */
export async function request(asking: Asking, session: Session, setting: Setting): Promise<number> {
  const since = await writeDown(asking, session, setting);
  return follow(asking, since, { session, setting });
}

/** Writes a request down; answers with the last event before it. */
export async function writeDown({ uid, what }: Asking, { opened, wires }: Session, setting: Setting): Promise<number> {
  const since = await lastSeq(opened);
  await opened.store.ask(uid, what, { who: whoAsks(setting), at: wires.clock.now() });
  return since;
}

/** Follows what was written down to its end. */
export function follow(
  { uid, words, patienceMs }: Asking,
  since: number,
  place: { session: Session; setting: Setting },
): Promise<number> {
  return workOn({ uids: [uid], since, words, patienceMs }, place.session, place.setting);
}
