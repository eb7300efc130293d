import type { Secret } from "@rekey/core";
import type { Act } from "../faults/fault.ts";

/** A Seen is one request as the emulator saw it. Printing it is safe. */
export interface Seen {
  readonly at: Date;
  /** What went back as X-Request-Id. */
  readonly requestId: string;
  /** What came as X-Request-Id. */
  readonly clientRequestId?: string | undefined;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly accessKey?: string | undefined;
  readonly signedHeaders: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: Secret;
  readonly fault?: Act["type"] | undefined;
  /** What went out; `undefined` while nothing has. */
  readonly status?: number | "dropped" | undefined;
  readonly serviceCode?: string | undefined;
}
