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
export async function request(
  { uid, what, words, patienceMs }: Asking,
  session: Session,
  setting: Setting,
): Promise<number> {
  const since = await lastSeq(session.opened);
  await session.opened.store.ask(uid, what, { who: whoAsks(setting), at: session.wires.clock.now() });
  return workOn({ uids: [uid], since, words, patienceMs }, session, setting);
}
