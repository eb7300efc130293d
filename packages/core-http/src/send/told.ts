import { incomingId, type Sending } from "../outcome/problem.ts";
import type { Outcome } from "../repeat.ts";
import type { SeenSending } from "../seen.ts";
import { Lost } from "../wire/lost.ts";

/** What there is to tell of one sending. */
export function seenOf({ call, requestId }: Sending, outcome: Outcome, durationMs: number): SeenSending {
  const told = { what: "sending", service: call.service, operation: call.operation, durationMs } as const;
  if ("reply" in outcome) {
    const { status, headers } = outcome.reply;
    return { ...told, class: "2xx", status, requestId: incomingId(headers) ?? requestId };
  }
  const { status, serviceCode } = outcome.error.details;
  return {
    ...told,
    class: classOf(status, outcome.error.cause),
    status,
    serviceCode,
    requestId: outcome.error.details.requestId,
  };
}

function classOf(status: number | undefined, cause: unknown): SeenSending["class"] {
  if (status === undefined) return cause instanceof Lost && !cause.isWritten ? "unsent" : "lost";
  return status < 300 ? "2xx" : status < 400 ? "3xx" : status < 500 ? "4xx" : "5xx";
}
