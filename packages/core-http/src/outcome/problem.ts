import { after, CredentialError, type Call, type ErrorDetails, type Reason, type Verdict } from "@rekey/core";
import type { Incoming } from "../wire/exchange.ts";
import type { Lost } from "../wire/lost.ts";
import { envelopeOf } from "./envelope.ts";
import { retryAfterMs } from "./retry-after.ts";
import { verdictOf } from "./verdict.ts";

/** A Sending is one request of a call, by the id that it goes out with. */
export interface Sending {
  readonly call: Call;
  readonly requestId: string;
}

/** The error that a reply of 300 or above is. */
export function refusal({ call, requestId }: Sending, { status, headers, body }: Incoming, now: Date): CredentialError {
  const said = envelopeOf(body);
  const { code, afterMs, remedy, reason } = verdictOf(call, status, said.serviceCode);
  const waitMs = retryAfterMs(headers["retry-after"], now) ?? afterMs;
  const name = [status, said.serviceCode].filter((part) => part !== undefined).join(" ");
  return new CredentialError(code, `${title(call)} was answered with ${name}${meaning[code]}`, {
    service: call.service,
    operation: call.operation,
    status,
    serviceCode: said.serviceCode,
    requestId: incomingId(headers) ?? said.requestId ?? requestId,
    encodedAuthorizationMessage: said.encodedAuthorizationMessage,
    remedy,
    cause: new Error(`HTTP status ${name}`),
    ...(code === "ERR_UNAVAILABLE" || code === "ERR_REFUSED"
      ? pause(waitMs, now, status === 429 ? "rate" : reason)
      : {}),
  });
}

const meaning: Record<Verdict["code"], string> = {
  ERR_DECLARATION: "",
  ERR_REFUSED: ": refused",
  ERR_DRIFTED: ": the current secret was refused",
  ERR_IDENTITY: ": the connection's own key or session was refused",
  ERR_UNAVAILABLE: ": not now",
  ERR_OUTCOME_UNKNOWN: ", which does not say whether anything changed",
};

function pause(waitMs: number | undefined, now: Date, reason?: Reason): Pick<ErrorDetails, "againAt" | "reason"> {
  return waitMs === undefined ? {} : { againAt: after(now, waitMs), reason };
}

/** The error that a request without a whole reply is. What may be repeated changes nothing, so its loss is no unknown. */
export function loss({ call, requestId }: Sending, lost: Lost): CredentialError {
  const isUnknown = lost.isWritten && call.repeat === "never";
  const what = lost.isWritten ? "no whole reply came back" : "it was never sent";
  const message = `${title(call)}: ${what} (${lost.why})`;
  return new CredentialError(isUnknown ? "ERR_OUTCOME_UNKNOWN" : "ERR_UNAVAILABLE", message, {
    service: call.service,
    operation: call.operation,
    requestId,
    cause: lost,
    ...(lost.isWritten ? {} : { remedy: "check the network, and the connection's `region` and `endpoints`" }),
    ...(lost.status === undefined ? {} : { status: lost.status }),
  });
}

/** The error that a web page in place of a reply is. It has no status: none of the service's was heard. */
export function strayPage({ call, requestId }: Sending, { status, headers }: Incoming): CredentialError {
  const code = call.repeat === "never" ? "ERR_OUTCOME_UNKNOWN" : "ERR_UNAVAILABLE";
  return new CredentialError(code, `${title(call)} was answered with a web page (${status}), which no service sends`, {
    service: call.service,
    operation: call.operation,
    requestId: incomingId(headers) ?? requestId,
    remedy: "check `endpoints`, and what stands between here and there",
    cause: new Error("the reply is text/html"),
  });
}

function title({ service, operation }: Call): string {
  return `${service} ${operation}`;
}

const ID = /^[\w.:-]{1,128}$/;

/** The service's name for this request; Meeting says it in `http_proxy_id` at times. */
export function incomingId(headers: Readonly<Record<string, unknown>>): string | undefined {
  const ids = [headers["x-request-id"], headers["x-iam-trace-id"], headers["http_proxy_id"]];
  return ids.find((id): id is string => typeof id === "string" && ID.test(id));
}

/** The same error with the call that it happened to, where it does not say so yet. */
export function inCall(error: CredentialError, { service, operation }: Call): CredentialError {
  if (error.details.service !== undefined) return error;
  return new CredentialError(error.code, error.message, {
    ...error.details,
    service,
    operation,
    cause: error.cause ?? error,
  });
}
