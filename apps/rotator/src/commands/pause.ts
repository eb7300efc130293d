import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { type Pausable, pauseEnd } from "../pausing.ts";
import { lastSeq, workOn } from "../progress/work.ts";
import { demand, type Session, whoAsks, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { when } from "../voice/when.ts";

/** How long a daemon is given to take it in. */
const PATIENCE_MS = 60_000;

/** `rotator pause NAME`: begins nothing new for a while. It has to end: what is paused for ever is forgotten. */
export function pause(program: Command, bind: Bind): void {
  const command = program
    .command("pause")
    .description("begin nothing new for a while; what is under way goes on")
    .argument("<name>")
    .option("--for <duration>", "how long, as in 2d or 12h")
    .option("--until <instant>", "until when, as in 2026-12-24T08:00:00+01:00");
  bind(command, act);
}

async function act(setting: Setting, name: string, options: Pausable): Promise<number> {
  const until = pauseEnd(options, setting.io.clock.now());
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withSession(operator, setting, async (session) => {
    const { uid } = await demand(name, session.opened);
    return paused({ name, uid, until }, session, setting);
  });
}

interface Pausing {
  readonly name: string;
  readonly uid: string;
  readonly until: Date;
}

async function paused({ name, uid, until }: Pausing, session: Session, setting: Setting): Promise<number> {
  const { opened, wires } = session;
  const since = await lastSeq(opened);
  const by = { who: whoAsks(setting), at: wires.clock.now() };
  const request = await opened.store.ask(uid, { pause: until }, by);
  const told = () =>
    `${name} is paused until ${when(until, wires.clock.now())}. What is under way goes on; rotator resume ${name} ends the pause.\n`;
  return workOn({ uids: [uid], since, words: "Paused", patienceMs: PATIENCE_MS, request, told }, session, setting);
}
