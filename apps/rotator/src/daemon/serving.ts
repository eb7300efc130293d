import type { Logger } from "pino";
import { forbiddenPart } from "../allow/allow.ts";
import type { Ground } from "../http/ground.ts";
import { serve } from "../http/serve.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Setting } from "../setting.ts";
import type { OpenStore } from "../storing.ts";
import { tokenDoor } from "../tokens/door.ts";
import type { Readiness } from "./ready.ts";
import type { Rewired } from "./rewired.ts";

interface Given {
  readonly setting: Setting;
  readonly opened: OpenStore;
  readonly wires: Rewired;
  readonly metrics: Metrics;
  readonly ready: Readiness;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** A Served is the API as the daemon holds it. */
interface Served {
  /** Takes up what changed of it in the operator's part; what cannot be is logged, and stays as it was. */
  renew(): void;
  close(): Promise<void>;
}

/** Serves the API where the operator's part says so; nothing where it says nothing. */
export async function serving(given: Given): Promise<Served | undefined> {
  const { setting, wires, log } = given;
  const { http } = wires.operator;
  if (!http) return undefined;
  const served = await serve(http, groundOf(given), setting.io);
  log.info({ urls: served.urls }, "the API listens");
  return {
    close: () => served.close(),
    renew: () => {
      try {
        served.renew(wires.operator.http);
      } catch (error) {
        const why = error instanceof Error ? error.message : "";
        log.error(`the API stays as it was: ${why}`);
      }
    },
  };
}

function groundOf({ setting, opened, wires, metrics, ready, log, signal }: Given): Ground {
  return {
    store: opened.store,
    clock: setting.io.clock,
    kinds: setting.plugged.kinds,
    wires: { connection: (name) => wires.connection(name) },
    operator: () => wires.operator,
    authorize: tokenDoor({ store: opened.store, clock: setting.io.clock }),
    forbids: (naming) => forbiddenPart(wires.operator, naming),
    trouble: () => ready.trouble(),
    metrics: () =>
      metrics.exposition({
        store: opened.store,
        clock: setting.io.clock,
        kinds: setting.plugged.kinds,
        parts: () => wires.operator,
      }),
    signal,
    failed: (error) => log.error({ trace: traceOf(error) }, "the API met an error of its own"),
  };
}

/** Where in the code; never the text, which may hold anything. */
function traceOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.map((line) => line.trim())];
}
