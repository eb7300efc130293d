import { type Event, hasCode, problemOf } from "@rekey/core";
import { Circuits, run as keep, watchClock } from "@rekey/reconciler";
import type { Operator } from "../config/config.ts";
import { EXIT } from "../exit.ts";
import { interrupt } from "../interrupt.ts";
import { keepMark } from "../mark/keep.ts";
import { openMetrics } from "../metrics/metrics.ts";
import { toolsOf } from "../progress/work.ts";
import { type Setting } from "../setting.ts";
import { dispatchOf, type OpenStore } from "../storing.ts";
import { Trouble } from "../trouble.ts";
import { logEvent, openLog } from "./log.ts";
import { deliverLost } from "./lost.ts";
import { readiness } from "./ready.ts";
import { resumeAllowed } from "./resumed.ts";
import { Rewired } from "./rewired.ts";
import { serving } from "./serving.ts";
import { upkeep } from "./upkeep.ts";

interface Daemon {
  readonly setting: Setting;
  /** How many credentials are worked on at once, half of them of one connection. */
  readonly concurrency: number;
}

/** Keeps the world as declared until a signal ends it; answers with the exit code. */
export async function daemon(operator: Operator, opened: OpenStore, { setting, concurrency }: Daemon): Promise<number> {
  const hold = await opened.hold().catch(taken);
  const parts = partsOf(operator, opened, setting);
  const { log, wires, report } = parts;
  using stop = interrupt(setting.io, () => log.info("draining: nothing new is begun; a second signal stops at once"));
  try {
    const served = await serving({ ...parts, signal: stop.signal });
    if (hold.noticed) report(hold.noticed);
    log.info({ store: operator.sqlite, connections: [...operator.connections.keys()] }, "started");
    await working({ ...parts, served, signal: stop.signal }, concurrency);
  } finally {
    await wires.close();
    await hold.release();
  }
  log.info("stopped");
  return stop.by === "SIGINT" ? EXIT.interrupted : EXIT.done;
}

type Parts = ReturnType<typeof partsOf>;

/** What a daemon is made of before it begins. */
function partsOf(operator: Operator, opened: OpenStore, setting: Setting) {
  const { clock } = setting.io;
  const log = openLog(setting.io, setting.isDebug);
  const metrics = openMetrics({ isNamed: operator.metrics?.names });
  const report = (event: Event) => {
    logEvent(log, event);
    metrics.event(event);
  };
  opened.store.onCommit((operations) => metrics.committed(operations));
  const ready = readiness({ store: opened.store, clock });
  const wires = new Rewired(operator, opened, { setting, log, counts: metrics });
  const watch = watchClock(clock, report, () => wires.skewMs);
  const circuits = new Circuits({ clock, report, lockoutOf: (name) => wires.lockoutOf(name) });
  return { setting, opened, log, metrics, report, ready, wires, watch, circuits, mark: operator.mark };
}

interface Working extends Parts {
  readonly served: Awaited<ReturnType<typeof serving>>;
  readonly signal: AbortSignal;
}

/** The loop, and what goes on beside it, until the signal aborts; then the API is served no more. */
async function working(parts: Working, concurrency: number): Promise<void> {
  const { setting, opened, log, report, ready, wires, watch, circuits, mark, served, signal } = parts;
  const { io } = setting;
  const beside = { clock: io.clock, log, signal };
  const tools = { ...toolsOf({ wires, opened }, report), watch, circuits };
  const mostOf = (connection: string) => wires.concurrencyOf(connection);
  const dispatch = dispatchOf(opened, io, { most: concurrency, beat: () => ready.beat() });
  const off = io.on("SIGHUP", () => lookedAt(parts));
  try {
    await Promise.all([
      keep(tools, dispatch, { concurrency, mostOf, signal }),
      deliverLost(opened.store, { wires, ...beside }),
      upkeep(opened.store, { watch, ...beside }),
      keepMark(opened.store, mark, beside),
    ]);
  } finally {
    off();
    await served?.close();
  }
}

/** Whoever sends SIGHUP has looked: at the configuration, and at the clock. */
function lookedAt({ setting, opened, log, wires, watch, circuits, served, signal }: Working): void {
  const place = { wires, clock: setting.io.clock, log, signal };
  wires.reread();
  watch.confirmClock();
  circuits.renew();
  served?.renew();
  void deliverLost(opened.store, place);
  void resumeAllowed(opened.store, place);
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
