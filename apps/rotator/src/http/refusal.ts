import type { ErrorCode } from "@rekey/core";

/** A Wrong is one thing that is wrong in what was sent: where, what, and what to send instead. */
export interface Wrong {
  /** `rotate.every`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** What a refusal says beside its status and title. Nothing in it holds a secret. */
export interface Refused {
  readonly code: ErrorCode;
  readonly detail?: string | undefined;
  /** What happens next by itself. */
  readonly next?: string | undefined;
  /** What whoever asked can do. */
  readonly remedy?: string | undefined;
  readonly errors?: readonly Wrong[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** A Refusal is a request that was turned away before it changed anything; it is answered as a problem of RFC 9457. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly told: Omit<Refused, "cause">;

  constructor(status: number, title: string, { cause, ...told }: Refused) {
    super(title, cause === undefined ? {} : { cause });
    this.status = status;
    this.told = told;
  }
}
