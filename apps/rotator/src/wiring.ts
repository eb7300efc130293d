import type { Clock, Connection } from "@rekey/core";

/** Wires are everything plugged together from a configuration: the one file that knows how each package is opened. */
export interface Wires {
  readonly clock: Clock;
  connection(name: string): Connection;
}
