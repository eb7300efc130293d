import type { Ask } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { lastSeq, workOn } from "../progress/work.ts";
import { demand, type Session, whoAsks, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { patience } from "./apply.ts";

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

/** A command that asks one thing of one credential, needs no more words for it, and follows it to its end. */
export function requesting(
  spelled: { readonly name: string; readonly description: string },
  asked: Pick<Asking, "what" | "words">,
): (program: Command, bind: Bind) => void {
  return (program, bind) => {
    const command = program
      .command(spelled.name)
      .description(spelled.description)
      .argument("<name>")
      .option("--wait <duration>", "how long to follow what takes its time", "10m");
    bind(command, async (setting: Setting, name: string, { wait }: { wait: string }) => {
      const patienceMs = patience(wait);
      const operator = loadOperator(setting.files, setting.io, setting.plugged);
      return withSession(operator, setting, async (session) => {
        const { uid } = await demand(name, session.opened);
        return request({ uid, ...asked, patienceMs }, session, setting);
      });
    });
  };
}
