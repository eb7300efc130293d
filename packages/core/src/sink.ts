import type { z } from "zod";
import type { Facts, Issued } from "./kind.ts";

/** A Delivery is one version on its way to one sink. */
export interface Delivery {
  readonly uid: string;
  readonly name: string;
  readonly version: number;
  /** What the kind's `facts` said: user, host, port. */
  readonly account: Facts;
  readonly current: Issued;
  readonly previous?: Issued | undefined;
}

/** A Sink hands a secret to those who use it. It MUST take a version twice and MUST leave a newer one in place, best by refusing the older: a store restored from a backup gives numbers again. Throws ERR_DELIVERY. */
export interface Sink {
  deliver(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

/** A SinkKind opens sinks of one sort from what the operator wrote: `app-env: { file: { path: … } }`. */
export interface SinkKind<O = unknown> {
  readonly name: string;
  readonly options: z.ZodType<O>;
  open(options: O): Sink;
}
