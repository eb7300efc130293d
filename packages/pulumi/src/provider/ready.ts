import type { Status } from "../daemon/standing.ts";
import { messageOf } from "./message.ts";
import { type Properties, textOf } from "./properties.ts";
import type { Through } from "./through.ts";

const PAUSE_MS = 2_000;
const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** awaitReady waits until the secret is in force and with its sinks, as long as `waitForReady` says. It answers with the reason why it is not, and throws nothing: the declaration stands. */
export async function awaitReady(inputs: Properties, uid: string, { daemon, clock }: Through) {
  const { waitForReady } = inputs;
  if (typeof waitForReady !== "string") return undefined;
  const name = textOf(inputs, "name");
  const endsAt = clock.monotonicMs() + millisecondsOf(waitForReady);
  try {
    for (;;) {
      const status = await daemon.status({ name, uid });
      if (!status) return `${name} is another's by now, or forgotten`;
      const why = unready(status);
      if (why === undefined) return undefined;
      if (status.state === "stuck") return `${name} is stuck: ${why}; rotator status ${name} says more`;
      if (clock.monotonicMs() >= endsAt)
        return `${name} is declared, and not ready after ${waitForReady}: ${why}; the daemon goes on, rotator status ${name} says more`;
      await clock.sleep(PAUSE_MS);
    }
  } catch (error) {
    return `${name} is declared, and nobody knows whether it is ready: ${messageOf(error)}`;
  }
}

/** Why it is not ready: a mailed secret is delivered by the service, so nothing is known of its delivery. */
function unready({ conditions, state }: Status): string | undefined {
  const ready = conditions.find(({ type }) => type === "Ready");
  if (ready?.status !== "True") return ready?.message ?? `it is ${state}`;
  const delivered = conditions.find(({ type }) => type === "Delivered");
  return delivered?.status === "False" ? delivered.message : undefined;
}

/** A duration that check has let pass: `1d 12h`. */
function millisecondsOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)([dhms])/g)];
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0);
}
