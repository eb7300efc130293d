import type { Clock, CredentialError, Reply } from "@rekey/core";

/** An Outcome is what one sending came to. */
export type Outcome = { readonly reply: Reply } | Failed;

interface Failed {
  readonly error: CredentialError;
  /** Whether it may be over in a moment: a lost request, a full gateway, a failing server. A busy state of the service's own is the engine's to wait for. */
  readonly isPassing: boolean;
  /** How long the reply itself asked to be left alone. */
  readonly askedMs?: number | undefined;
}

/** How often, and how long apart, a call that may be repeated is sent again. */
export interface Patience {
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Sendings after the first. */
  readonly repeats: number;
  /** By the monotonic clock: no wait goes beyond it. */
  readonly endsAtMs: number;
}

const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/**
 * Sends until the outcome is final, with exponential back-off, full jitter and the service's own `Retry-After`. Each sending is signed and named
 * anew, which is why this stands above the client: undici's interceptor repeats one signature and one request id, and asks for the rest of a body
 * by range; cockatiel waits by a timer of its own that no signal ends.
 */
export async function repeat(send: () => Promise<Outcome>, patience: Patience, signal: AbortSignal): Promise<Reply> {
  for (let sent = 1; ; sent += 1) {
    const outcome = await send();
    if ("reply" in outcome) return outcome.reply;
    const waitMs = outcome.isPassing && sent <= patience.repeats ? waitOf(outcome, sent, patience) : undefined;
    if (waitMs === undefined || !(await hasSlept(waitMs, patience.clock, signal))) throw outcome.error;
  }
}

function waitOf({ askedMs = 0 }: Failed, sent: number, { clock, random, endsAtMs }: Patience): number | undefined {
  const waitMs = askedMs + random() * Math.min(FIRST_MS * 2 ** (sent - 1), LONGEST_MS);
  return clock.monotonicMs() + waitMs < endsAtMs ? waitMs : undefined;
}

async function hasSlept(ms: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}
