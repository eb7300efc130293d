import type { Outcome } from "../repeat.ts";
import type { Incoming } from "../wire/exchange.ts";
import type { Lost } from "../wire/lost.ts";
import { envelopeOf } from "./envelope.ts";
import { loss, refusal, strayPage, type Sending } from "./problem.ts";
import { isPage, replyOf } from "./reply.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What a whole reply comes to. */
export function replied(sending: Sending, incoming: Incoming, now: Date): Outcome {
  const { status, headers } = incoming;
  if (isInterlopers(incoming)) return { error: strayPage(sending, incoming), isPassing: false };
  if (status >= 300) {
    const error = refusal(sending, incoming, now);
    const isPassing = error.code === "ERR_UNAVAILABLE" && (status === 429 || status >= 500);
    return { error, isPassing, askedMs: retryAfterMs(headers["retry-after"], now) };
  }
  if (isPage(incoming)) return { error: strayPage(sending, incoming), isPassing: false };
  return { reply: replyOf(incoming) };
}

/** Whether a refusal is somebody's on the way, a proxy's or a portal's: what it refuses is its own affair, and says nothing of a key or a request of ours. */
function isInterlopers(incoming: Incoming): boolean {
  const { status, body } = incoming;
  return status >= 400 && status < 500 && status !== 429 && isPage(incoming) && !envelopeOf(body).serviceCode;
}

/** What a request without a whole reply comes to. One that was too long will be too long again. */
export function lost(sending: Sending, reason: Lost): Outcome {
  return { error: loss(sending, reason), isPassing: reason.status === undefined };
}
