/** A Seen is what a connection tells of one sending, or of its credentials: for logs and metrics, with nothing secret in it. */
export type Seen = SeenSending | SeenCredentials;

/** One request of a call, answered or lost. A call that is repeated is told as often. */
export interface SeenSending {
  readonly what: "sending";
  readonly service: string;
  readonly operation: string;
  readonly class: "2xx" | "3xx" | "4xx" | "5xx" | "lost" | "unsent";
  readonly status?: number | undefined;
  readonly serviceCode?: string | undefined;
  readonly requestId?: string | undefined;
  readonly durationMs: number;
}

/** Keys that were not replaced: a broken profile file, a metadata service that fails. */
export interface SeenCredentials {
  readonly what: "credentials";
  readonly message: string;
}
