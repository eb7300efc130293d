import type { Call, Verdict } from "@rekey/core";
import { gatewayVerdict } from "./gateway.ts";

const MINUTE_MS = 60_000;

/**
 * Rules what a reply of 300 or above means, by *can it have changed?* (law 14): the service's table, then the gateway's, then the two statuses
 * that HTTP itself says are answered before anything is done. Of the rest nobody knows; a call that may be repeated changes nothing anyway.
 * Sources: RFC 9110 §15.5.2 (401: the request has not been applied), RFC 6585 §4 (429).
 */
export function verdictOf(call: Call, status: number, serviceCode: string | undefined): Verdict {
  const listed = call.classify?.(status, serviceCode) ?? gatewayVerdict(status, serviceCode) ?? byStatus(status);
  if (listed && !(listed.code === "ERR_OUTCOME_UNKNOWN" && call.repeat === "safe")) return listed;
  return call.repeat === "never" ? { code: "ERR_OUTCOME_UNKNOWN" } : harmless(status);
}

function byStatus(status: number): Verdict | undefined {
  if (status === 401) return { code: "ERR_IDENTITY", remedy: "check the access key, its secret and the clock" };
  if (status === 429) return { code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS };
  return undefined;
}

/** Nothing can have changed; what is left to say is whether to come back. */
function harmless(status: number): Verdict {
  if (status < 400) return { code: "ERR_DECLARATION", remedy: "check `endpoints`: a redirection is never followed" };
  return { code: status < 500 ? "ERR_REFUSED" : "ERR_UNAVAILABLE" };
}
