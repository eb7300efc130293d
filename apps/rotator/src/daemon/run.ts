import { CredentialError, type Event, hasCode, problemOf } from "@rekey/core";
import { run as keep, watchClock } from "@rekey/reconciler";
import type { Logger } from "pino";
import type { Operator } from "../config/config.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { interrupt } from "../interrupt.ts";
import { toolsOf } from "../progress/work.ts";
import { type Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";
import { dispatchOf, type OpenStore } from "../storing.ts";
import { wire, type Wires } from "../wiring.ts";
import { logEvent, openLog } from "./log.ts";

export interface DaemonOptions {
  readonly concurrency: number;
}

/** Keeps the world as declared until a signal ends it; answers with the exit code. */
export async function daemon(
  operator: Operator,
  opened: OpenStore,
  { setting, concurrency }: DaemonOptions & { setting: Setting },
): Promise<number> {
  const hold = await opened.hold().catch(taken);
  const log = openLog(setting.io, setting.isDebug);
  const report = (event: Event) => logEvent(log, event);
  const wiring = rewired(operator, setting, { log, report });
  using stop = interrupt(setting.io, () => log.info("draining: nothing new is begun; a second signal stops at once"));
  log.info({ store: operator.sqlite, connections: [...operator.connections.keys()] }, "started");
  try {
    const watch = watchClock(setting.io.clock, report);
    const tools = { ...toolsOf({ wires: wiring.wires, opened }, report), watch };
    await keep(tools, dispatchOf(opened, setting.io, concurrency), { concurrency, signal: stop.signal });
  } finally {
    await wiring.close();
    await hold.release();
  }
  log.info("stopped");
  return stop.by === "SIGINT" ? EXIT.interrupted : EXIT.done;
}

interface Told {
  readonly log: Logger;
  readonly report: (event: Event) => void;
}

/** Wires that are exchanged at SIGHUP; what is under way keeps the ones it began with. */
function rewired(
  operator: Operator,
  setting: Setting,
  { log, report }: Told,
): { wires: Wires; close(): Promise<void> } {
  let now = wire(operator, setting, report);
  const off = setting.io.on("SIGHUP", () => {
    try {
      now = wire(again(operator, setting), setting, report);
      log.info("the operator's part was read again");
    } catch (error) {
      log.error(
        { code: error instanceof CredentialError ? problemOf(error).code : undefined },
        `the operator's part is wrong and stays as it was: ${error instanceof Error ? error.message : ""}`,
      );
    }
  });
  const wires: Wires = {
    clock: now.clock,
    connection: (name) => now.connection(name),
    kind: (name) => now.kind(name),
    sink: (name) => now.sink(name),
    close: () => now.close(),
  };
  const close = async () => {
    off();
    await now.close();
  };
  return { wires, close };
}

function again(was: Operator, { files, io, plugged }: Setting): Operator {
  const operator = loadOperator(files, io, plugged);
  if (operator.sqlite !== was.sqlite) throw new Trouble("store.sqlite cannot change while the daemon runs");
  return operator;
}

/** A second daemon would take its claims from the first. */
function taken(error: unknown): never {
  if (!hasCode(error, "ERR_CONFLICT")) throw error;
  const { message, remedy } = problemOf(error);
  throw new Trouble(message, {
    changed: "no: nothing was begun",
    youCan: remedy,
    exit: EXIT.unreachable,
    cause: error,
  });
}
