import { hasCode, type Call, type Clock, type Reply } from "@rekey/core";
import type { Identity } from "../identity/identity.ts";
import type { Keys } from "../keys.ts";
import { lost, replied } from "../outcome/outcome.ts";
import { inCall, loss, type Sending } from "../outcome/problem.ts";
import { dateOf } from "../outcome/reply.ts";
import type { Rate } from "../rate.ts";
import { repeat, type Outcome } from "../repeat.ts";
import type { Seen } from "../seen.ts";
import type { Skew } from "../skew.ts";
import { Lost } from "../wire/lost.ts";
import type { Sockets } from "../wire/sockets.ts";
import { stamp, type Draft } from "./draft.ts";
import { seenOf } from "./told.ts";

/** What a Sender works with. */
export interface SenderTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly repeats: number;
  readonly longestMs: number;
  readonly sockets: Sockets;
  readonly skew: Skew;
  readonly identity: Identity;
  readonly rate: Rate;
  readonly newId: () => string;
  readonly observe: (seen: Seen) => void;
  /** Reads what a call needs before it can be sent; changes nothing. */
  readonly prepare: (call: Call, signal: AbortSignal) => Promise<Prepared>;
}

/** A Prepared is a draft and the keys to sign it with; none where a session's own token stands in it. */
export interface Prepared {
  readonly draft: Draft;
  readonly keys: Keys | undefined;
}

/** A Sender takes calls to the wire within one deadline, repeats what may be repeated, and throws nothing but classified errors. */
export class Sender {
  readonly #tools: SenderTools;

  constructor(tools: SenderTools) {
    this.#tools = tools;
  }

  async send(call: Call): Promise<Reply> {
    const { clock, random, repeats, longestMs } = this.#tools;
    using deadline = clock.deadline(longestMs);
    const signal = AbortSignal.any([deadline.signal, ...(call.signal ? [call.signal] : [])]);
    const patience = {
      clock,
      random,
      repeats: call.repeat === "safe" ? repeats : 0,
      endsAtMs: clock.monotonicMs() + longestMs,
    };
    return await repeat(() => this.#once(call, signal), patience, signal);
  }

  async #once(call: Call, signal: AbortSignal): Promise<Outcome> {
    const sending = { call, requestId: this.#tools.newId() };
    try {
      await this.#tools.rate.turn(signal);
      const prepared = await this.#tools.prepare(call, signal);
      const send = () => this.#exchange(sending, prepared, signal);
      return await (prepared.keys ? this.#tools.identity.spend(prepared.keys, sending, { signal, send }) : send());
    } catch (error) {
      if (hasCode(error, "ERR_DECLARATION", "ERR_REFUSED", "ERR_IDENTITY", "ERR_UNAVAILABLE"))
        throw inCall(error, call);
      // Whatever fails once a request is on its way is an Outcome; this one was waiting for keys, a project or its turn.
      if (signal.aborted) return { error: loss(sending, new Lost(false, error)), isPassing: false };
      throw error;
    }
  }

  async #exchange(sending: Sending, prepared: Prepared, signal: AbortSignal): Promise<Outcome> {
    const { clock, observe } = this.#tools;
    const startedMs = clock.monotonicMs();
    const outcome = await this.#attempt(sending, prepared, signal);
    observe(seenOf(sending, outcome, clock.monotonicMs() - startedMs));
    return outcome;
  }

  async #attempt(sending: Sending, { draft, keys }: Prepared, signal: AbortSignal): Promise<Outcome> {
    const { clock, sockets, skew, rate } = this.#tools;
    const [sentAt, skewMs] = [clock.now(), skew.ms];
    const outgoing = stamp(draft, sending.requestId, keys && { keys, at: skew.now() });
    try {
      const incoming = await (sending.call.repeat === "never"
        ? sockets.alone(outgoing, signal)
        : sockets.pooled(outgoing, signal));
      skew.note(dateOf(incoming), sentAt);
      const outcome = replied(sending, incoming, clock.now());
      if (incoming.status === 429 && "error" in outcome) rate.close(outcome.askedMs ?? 0);
      // A signature of the wrong time: the reply has just said the right one.
      const isOfWrongTime = "error" in outcome && outcome.error.code === "ERR_IDENTITY" && skew.ms !== skewMs;
      return isOfWrongTime ? { ...outcome, isPassing: true } : outcome;
    } catch (error) {
      if (error instanceof Lost) return lost(sending, error);
      throw error;
    }
  }
}
