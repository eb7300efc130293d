import type { Clock } from "@rekey/core";
import type { Daemon } from "../daemon/daemon.ts";

/** Through what the provider acts: the daemon, and a clock to wait by. */
export interface Through {
  readonly daemon: Daemon;
  readonly clock: Clock;
}
