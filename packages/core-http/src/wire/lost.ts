/** A Lost is a request that got no whole reply. Its cause is written anew: what the client throws may hold headers and bodies. */
export class Lost extends Error {
  override readonly name = "Lost";
  /** Whether its first byte may have left. False is a proof: nothing was written and nothing will be. */
  readonly isWritten: boolean;
  /** The status, where the reply began well and is too long to be read. */
  readonly status: number | undefined;
  /** What the system says of it: `connect ECONNREFUSED 127.0.0.1:80`. */
  readonly why: string;

  constructor(isWritten: boolean, cause: unknown, status?: number) {
    const why = plain(cause);
    super(isWritten ? "no whole reply came back" : "the request was never written", { cause: why });
    this.isWritten = isWritten;
    this.status = status;
    this.why = why.message;
  }
}

/** The same failure as an error of our own, with its code and, where the system wrote it, its message. */
function plain(cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error("given up");
  const code = codeOf(cause);
  const copy = new Error(messageOf(cause), cause.cause instanceof Error ? { cause: plain(cause.cause) } : {});
  return code === undefined ? copy : Object.assign(copy, { code });
}

function messageOf(cause: Error): string {
  // Several addresses were tried: each attempt says its own.
  if (cause instanceof AggregateError)
    return cause.errors.map((one) => (one instanceof Error ? messageOf(one) : "")).join(", ");
  // A system's error names an address and a port, and no more; a message of anybody else may quote what was sent or received.
  return "syscall" in cause || codeOf(cause)?.startsWith("ERR_TLS") ? cause.message : (codeOf(cause) ?? cause.name);
}

/** The stable code of an error, `ECONNREFUSED`, where it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
