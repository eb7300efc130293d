/**
 * An ErrorCode answers one question, *can the secret have changed?*, and so has one reaction in the engine.
 * Only `ERR_OUTCOME_UNKNOWN` and `ERR_STUCK` leave it open; `ERR_DELIVERY` says yes, and kept; all others say no.
 */
export type ErrorCode =
  | "ERR_DECLARATION"
  | "ERR_REFUSED"
  | "ERR_DRIFTED"
  | "ERR_IDENTITY"
  | "ERR_UNAVAILABLE"
  | "ERR_OUTCOME_UNKNOWN"
  | "ERR_DELIVERY"
  | "ERR_CONFLICT"
  | "ERR_STUCK";

/** A Reason is why a credential waits, as status, plan and metrics name it. */
export type Reason =
  | "quiet"
  | "applying"
  | "propagating"
  | "import"
  | "lane"
  | "retiring"
  | "interval"
  | "quota"
  | "stagger"
  | "lock"
  | "rate"
  | "circuit"
  | "claim"
  | "clock"
  | "busy"
  | "pause"
  | "window"
  | "blackout"
  | "approval"
  | "refused"
  | "declaration"
  | "unknown";

/** A Problem is an error as it is stored, shown and sent: plain values, no secret. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** Huawei's service, `dcs`, and its operation id, `resetAclAccountPassWord`. */
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  /** The service's own code, `DCS.4036`. */
  readonly serviceCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** The service's encoded account of which policy refused, as it came; STS decodes it for who may (`decodeAuthorizationMessage`). No secret. */
  readonly encodedAuthorizationMessage?: string | undefined;
  /** What a person can do about it. */
  readonly remedy?: string | undefined;
}

export interface ErrorDetails extends ErrorOptions, Partial<Omit<Problem, "code" | "message">> {
  /** When to come back, where the service or the engine knows. */
  readonly againAt?: Date | undefined;
  /** Why to wait until then. */
  readonly reason?: Reason | undefined;
  /** The version that a sink has, where it is newer than the one it was given. */
  readonly newest?: number | undefined;
}

/** A CredentialError says, by its code alone, whether the secret can have changed and what to do next. No message holds a secret, a body or a query. */
export class CredentialError extends Error {
  override readonly name = "CredentialError";
  readonly code: ErrorCode;
  readonly details: Omit<ErrorDetails, "cause">;

  constructor(code: ErrorCode, message: string, { cause, ...details }: ErrorDetails = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.details = details;
  }

  get againAt(): Date | undefined {
    return this.details.againAt;
  }
}

/** Tells errors apart by code; holds across duplicated copies of this package, where `instanceof` does not. */
export function hasCode<C extends ErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is CredentialError & { code: C } {
  return error instanceof Error && "code" in error && "details" in error && codes.some((code) => code === error.code);
}

/** Law 14: these codes, and no others, prove that the request which met them changed nothing. */
export function provesUnchanged(error: unknown): boolean {
  return hasCode(error, "ERR_DECLARATION", "ERR_REFUSED", "ERR_DRIFTED", "ERR_IDENTITY", "ERR_UNAVAILABLE");
}

/** Whether a bill could not be paid: the one failure of a store that says that nothing was written. */
export function isUnpaid(error: unknown): boolean {
  if (!hasCode(error, "ERR_UNAVAILABLE")) return false;
  const { reason } = error.details;
  return reason === "lock" || reason === "quota" || reason === "stagger";
}

/** The plain values of an error. One that is not ours proves nothing, so it counts as an unknown outcome, and its text, which may hold anything, is left out. */
export function problemOf(error: unknown): Problem {
  if (!hasCode(error, ...everyCode))
    return { code: "ERR_OUTCOME_UNKNOWN", message: "an error of our own: see the log with --debug" };
  const { service, operation, status, serviceCode, requestId, encodedAuthorizationMessage, remedy } = error.details;
  const told = { service, operation, status, serviceCode, requestId, encodedAuthorizationMessage, remedy };
  return { code: error.code, message: error.message, ...told };
}

/** Every code there is. */
export const everyCode: readonly ErrorCode[] = [
  "ERR_DECLARATION",
  "ERR_REFUSED",
  "ERR_DRIFTED",
  "ERR_IDENTITY",
  "ERR_UNAVAILABLE",
  "ERR_OUTCOME_UNKNOWN",
  "ERR_DELIVERY",
  "ERR_CONFLICT",
  "ERR_STUCK",
];
