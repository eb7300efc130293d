import { after } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { parseDuration } from "../config/duration.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { lastSeq, workOn } from "../progress/work.ts";
import { demand, type Session, whoAsks, withSession } from "../session.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { when } from "../voice/when.ts";

interface Options {
  readonly for?: string;
  readonly until?: string;
}

const YEAR_MS = 366 * 86_400_000;
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

async function act(setting: Setting, name: string, options: Options): Promise<number> {
  const until = endOf(options, setting.io.clock.now());
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

function endOf({ for: duration, until }: Options, now: Date): Date {
  if ((duration === undefined) === (until === undefined))
    throw refusal("a pause has to end", "give one of --for 2d and --until 2026-12-24T08:00:00+01:00");
  const ms = duration === undefined ? undefined : parseDuration(duration);
  const end = duration === undefined ? instantOf(until ?? "") : ms === undefined ? undefined : after(now, ms);
  if (!end) throw refusal(`${duration ?? until ?? ""} cannot be read`, "write --for 2d, or an instant with its offset");
  if (end <= now) throw refusal("this pause would be over already", "name an end that is still to come");
  if (end > after(now, YEAR_MS))
    throw refusal("a pause lasts a year at most", "pause it again then, or remove its declaration");
  return end;
}

/** A local time without an offset is two instants or none, twice a year. */
function instantOf(text: string): Date | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}

function refusal(message: string, youCan: string): Trouble {
  return new Trouble(message, { changed: "no: nothing was begun", youCan, exit: EXIT.usage });
}
