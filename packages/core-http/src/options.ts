import type { Clock, Report } from "@rekey/core";
import type { Environment, Keys, KeySource } from "./keys.ts";
import type { Pace } from "./rate.ts";
import type { Seen } from "./seen.ts";

/** What a connection is made of. Only `region` must be said. */
export interface ConnectOptions {
  /** As in Huawei's endpoints: `cn-north-4`. */
  readonly region: string;
  /** Looked up through IAM, by the region's name, where absent. */
  readonly projectId?: string | undefined;
  /**
   * Keys, or where to ask for them before every sending; `none` for a cloud that is only spoken to in sessions. Absent: the official SDKs' chain
   * of environment, profile file and ECS agency.
   */
  readonly credentials?: Keys | KeySource | "none" | undefined;
  /** The process's environment, for the chain; empty where absent. */
  readonly environment?: Environment | undefined;
  /** The folder that holds `.huaweicloud`; the environment's `HOME` where absent. */
  readonly home?: string | undefined;
  /** The metadata service's address, link-local or loopback, or false to leave it out of the chain. */
  readonly metadata?: string | false | undefined;
  /** By service, in place of `https://{service}.{region}.myhuaweicloud.com`; a path stands before the service's own. Only here `http:` is allowed. */
  readonly endpoints?: Readonly<Record<string, string>> | undefined;
  /** Addresses of names, as in /etc/hosts. */
  readonly hosts?: Readonly<Record<string, string>> | undefined;
  /** Where a check may dial: `10.0.0.0/8:6379`, `[fd00::/8]:6379`, `redis.example.com:*`. */
  readonly reach?: readonly string[] | undefined;
  /** PEM certificates of authorities that the operator trusts, at his own `endpoints` and for data planes, beside the platform's. */
  readonly ca?: string | undefined;
  /** The deadline of a call with all its repeats: 60 seconds where absent. */
  readonly longestMs?: number | undefined;
  /** 16 minutes where absent: the gateway accepts a signature for 15. */
  readonly quietMs?: number | undefined;
  /** How many bytes of a reply's body are read: 1 MiB where absent. */
  readonly longestBody?: number | undefined;
  /** How many sendings may leave within a time, all services and repeats together; as many as there are where absent. */
  readonly rate?: Pace | undefined;
  /** Pooled sockets an origin: 16 where absent. */
  readonly connections?: number | undefined;
  /** How often a call that may be repeated is sent again: 3 times where absent. */
  readonly repeats?: number | undefined;
  /** What events call this connection. */
  readonly name?: string | undefined;
  readonly clock?: Clock | undefined;
  /** At least 0 and below 1, for jitter. */
  readonly random?: (() => number) | undefined;
  /** Hears of the circuit that opens and closes, and of a clock that is far off. */
  readonly report?: Report | undefined;
  /** Hears of every sending. */
  readonly observe?: ((seen: Seen) => void) | undefined;
}
