import type { Event, EventName } from "@rekey/core";
import { pino, type Logger } from "pino";
import type { Io } from "../io.ts";
import { eventText } from "../voice/event.ts";

type Level = "debug" | "info" | "warn" | "error";

/** Events that will need a person if they go on, and those that need one now; all others are news. */
const LEVELS: Readonly<Partial<Record<EventName, Level>>> = {
  "claim.taken": "debug",
  "budget.spent": "debug",
  "rotation.unknown": "warn",
  "rotation.refused": "warn",
  "delivery.failed": "warn",
  "declaration.refused": "warn",
  "budget.exhausted": "warn",
  "circuit.opened": "warn",
  "claim.lost": "warn",
  "rotation.stuck": "error",
  "clock.jumped": "error",
};

/** Opens the log of a daemon: one JSON object a line. */
export function openLog({ stdout, clock }: Pick<Io, "stdout" | "clock">, isDebug: boolean): Logger {
  const options = {
    level: isDebug ? "debug" : "info",
    base: null,
    messageKey: "message",
    timestamp: () => `,"time":"${clock.now().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write: (line: string) => stdout.write(line) });
}

/** One event as one line; only what applies. */
export function logEvent(log: Logger, event: Event): void {
  const { name, credential, version, epoch, kind, connection, sink, reason, until, request, durationMs, problem } =
    event;
  const { code, operation, status, serviceCode, requestId } = problem ?? {};
  const isWorrying = name === "rotation.waiting" && problem !== undefined && reason !== "applying";
  const level = isWorrying ? "warn" : (LEVELS[name] ?? "info");
  const fields = {
    event: name,
    credential,
    version,
    epoch,
    kind,
    connection,
    sink,
    reason,
    until,
    request,
    code,
    operation,
    status,
    serviceCode,
    requestId,
    durationMs,
  };
  log[level](fields, eventText(event));
}
