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

/** A Sink hands a secret to those who use it. */
export interface Sink {
  /**
   * Puts a version in place. It MUST take a version twice and MUST leave a newer one in place, best by refusing the older with `newest` in the error's
   * details: then it is a witness that an older state of the store was put back. Throws ERR_DELIVERY.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<void>;
  /**
   * Says whether what was delivered is still in place, without changing anything: asked when the daemon starts, so that what a reboot took away comes
   * back. Absent where nobody can tell. Throws where it cannot tell now, which is no *no*.
   */
  holds?(delivered: Delivered, signal: AbortSignal): Promise<boolean>;
}

/** A Delivered is one version that a sink has taken. */
export type Delivered = Pick<Delivery, "uid" | "name" | "version">;

/** A SinkKind opens sinks of one sort from what the operator wrote: `app-env: { file: { path: … } }`. */
export interface SinkKind<O = unknown> {
  readonly name: string;
  readonly options: z.ZodType<O>;
  /** The path on this machine at which the delivery of a credential of that name lies; absent where none ever lies here. */
  place?(options: O, name: string): string;
  open(options: O): Sink;
}
