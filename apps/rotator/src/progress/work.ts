import { generate, hasCode, type Report } from "@rekey/core";
import { reconcile, type Tools } from "@rekey/reconciler";
import { EXIT } from "../exit.ts";
import { interrupt } from "../interrupt.ts";
import { print, type Setting } from "../setting.ts";
import type { Session } from "../session.ts";
import { drive } from "./drive.ts";
import { plainLines, type Screen } from "./lines.ts";
import { liveLines } from "./live.ts";
import { endedJson, exitOfEnded, summaryText } from "./summary.ts";

/** What is worked on, and how it is told of. */
export interface Job {
  readonly uids: readonly string[];
  /** The last event before the work was asked for. */
  readonly since: number;
  /** What opens the last line: `Applied`. */
  readonly words: string;
  readonly patienceMs: number;
  /** The number of a request: once it is taken in, the work is over. */
  readonly request?: number | undefined;
  /** What is said at the end, where all is done, instead of a sum. */
  readonly told?: (() => string) | undefined;
}

/** Carries credentials on until their work is done, shows it, sums it up, and answers with the exit code. */
export async function workOn(job: Job, { wires, opened }: Session, setting: Setting): Promise<number> {
  const screen = screenFor(setting);
  using stop = interrupt(setting.io);
  const ended = await drive(job.uids, job.since, {
    store: opened.store,
    clock: wires.clock,
    hold: () => opened.hold().catch(unlessTaken),
    reconcile: (uid, report) => reconcile(toolsOf({ wires, opened }, report), uid),
    signal: stop.signal,
    patienceMs: job.patienceMs,
    request: job.request,
    report: (event) => screen.show(event),
  }).finally(() => screen.close());
  const isDone = ended.every(({ outcome }) => outcome === "done");
  const text = isDone && job.told ? job.told() : summaryText(ended, job.words, setting);
  print(setting, text, () => ({ credentials: ended.map(endedJson) }));
  return stop.by === undefined ? exitOfEnded(ended) : EXIT.interrupted;
}

/** Everything the reconciler reaches the world with. */
export function toolsOf({ wires, opened }: Session, report: Report): Tools {
  return {
    store: opened.store,
    clock: wires.clock,
    report,
    connection: (name) => wires.connection(name),
    kind: (name) => wires.kind(name),
    sink: (name) => wires.sink(name),
    forbidden: (declared, sink) => wires.forbidden(declared, sink),
    generate,
  };
}

/** The number of the last event there is. */
export async function lastSeq({ store }: Session["opened"]): Promise<number> {
  const [last] = await store.events({ most: 1, isNewestFirst: true });
  return last?.seq ?? 0;
}

function screenFor({ io, isJson, paint }: Setting): Screen {
  if (isJson) return { show() {}, close() {} };
  return io.stdout.isTTY ? liveLines(io.stdout, { clock: io.clock, paint }) : plainLines(io.stdout);
}

function unlessTaken(error: unknown): undefined {
  if (!hasCode(error, "ERR_CONFLICT")) throw error;
}
