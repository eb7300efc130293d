import type { Event, EventName } from "@rekey/core";
import type { Seen } from "@rekey/core-http";
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
  "drift.found": "warn",
  "rotation.stuck": "error",
  "clock.jumped": "error",
  "store.outdated": "error",
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
  const { name, reason, problem } = event;
  const isWorrying = name === "rotation.waiting" && problem !== undefined && reason !== "applying";
  const level = isWorrying ? "warn" : (LEVELS[name] ?? "info");
  log[level](fieldsOf(event), eventText(event));
}

function fieldsOf(event: Event): object {
  const { name, credential, kind, connection, version, epoch, sink, reason, until, by, request, durationMs } = event;
  const { code, operation, status, serviceCode, requestId } = event.problem ?? {};
  const whose = { credential, kind, connection, version, epoch, sink };
  return {
    event: name,
    ...whose,
    reason,
    until,
    by,
    request,
    durationMs,
    code,
    operation,
    status,
    serviceCode,
    requestId,
  };
}

/** One sending of a connection: for those who look closely. */
export function logSeen(log: Logger, seen: Seen): void {
  if (seen.what === "credentials") return log.warn(seen.message);
  const { service, operation, status, serviceCode, requestId, durationMs } = seen;
  log.debug(
    { service, operation, status, serviceCode, requestId, durationMs },
    `${seen.service} ${seen.operation}: ${seen.class}`,
  );
}
