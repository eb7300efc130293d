import { type Event, hasCode, problemOf } from "@rekey/core";
import { Circuits, type ClockWatch, run as keep, watchClock } from "@rekey/reconciler";
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
  const { io } = setting;
  const hold = await opened.hold().catch(taken);
  const log = openLog(io, setting.isDebug);
  const metrics = openMetrics({ isNamed: operator.metrics?.names });
  const report = (event: Event) => {
    logEvent(log, event);
    metrics.event(event);
  };
  opened.store.onCommit((operations) => metrics.committed(operations));
  const ready = readiness({ store: opened.store, clock: io.clock });
  const wires = new Rewired(operator, opened, { setting, log, counts: metrics });
  const watch = watchClock(io.clock, report, () => wires.skewMs);
  using stop = interrupt(io, () => log.info("draining: nothing new is begun; a second signal stops at once"));
  const served = await serving({ setting, opened, wires, metrics, ready, log, signal: stop.signal }).catch(
    async (error: unknown) => {
      await Promise.all([wires.close(), hold.release()]);
      throw error;
    },
  );
  const beside = { clock: io.clock, log, signal: stop.signal };
  const askSinks = () => deliverLost(opened.store, { wires, ...beside });
  const circuits = new Circuits({ clock: io.clock, report, lockoutOf: (name) => wires.lockoutOf(name) });
  const off = io.on("SIGHUP", () => {
    lookedAt(wires, watch);
    circuits.renew();
    served?.renew();
    void askSinks();
  });
  if (hold.noticed) report(hold.noticed);
  log.info({ store: operator.sqlite, connections: [...operator.connections.keys()] }, "started");
  try {
    const tools = { ...toolsOf({ wires, opened }, report), watch, circuits };
    const mostOf = (connection: string) => wires.concurrencyOf(connection);
    const dispatch = dispatchOf(opened, io, { most: concurrency, beat: () => ready.beat() });
    const keeping = keep(tools, dispatch, { concurrency, mostOf, signal: stop.signal });
    await Promise.all([
      keeping,
      askSinks(),
      upkeep(opened.store, beside),
      keepMark(opened.store, operator.mark, beside),
    ]);
  } finally {
    off();
    await served?.close();
    await wires.close();
    await hold.release();
  }
  log.info("stopped");
  return stop.by === "SIGINT" ? EXIT.interrupted : EXIT.done;
}

/** Whoever sends SIGHUP has looked: at the configuration, and at the clock. */
function lookedAt(wires: Rewired, watch: ClockWatch): void {
  wires.reread();
  watch.confirmClock();
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
