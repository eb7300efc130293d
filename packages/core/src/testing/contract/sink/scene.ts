import { Secret } from "../../../secret.ts";
import type { Delivery, Sink } from "../../../sink.ts";
import type { Closable, Promises } from "../case.ts";

/** An OpenedSink is a sink that has taken nothing yet. */
export interface OpenedSink extends Closable {
  readonly sink: Sink;
  /** The secret of a name as its consumer has it; undefined where there is none. */
  readonly read: (name: string) => Promise<string | undefined> | string | undefined;
  /** Takes the secret of a name away from its consumer, as a reboot does. */
  readonly lose?: ((name: string) => Promise<void> | void) | undefined;
  /** Makes every delivery from here on fail, as a read-only folder or a consumer that is down does. */
  readonly fail?: (() => Promise<void> | void) | undefined;
}

export type SinkPromises = Promises<OpenedSink>;

export const NAME = "cache-app";

/** A signal that never aborts. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

export function deliveryOf(version: number, change: Partial<Delivery> = {}): Delivery {
  const account = { user: "app", host: "10.0.0.7", port: "6379" };
  const previous = version > 1 ? { secret: secretOf(version - 1) } : undefined;
  return {
    uid: "c1",
    name: NAME,
    version,
    account,
    current: { secret: secretOf(version), id: `key-${version}` },
    previous,
    ...change,
  };
}

export function secretOf(version: number): Secret {
  return new Secret(`canary-version-${version}`);
}
