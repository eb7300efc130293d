import type { Deed } from "../agenda.ts";

/** An Answer is what a service says, and what becomes of the world if it is said: faults decide when, or whether. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly apply?: Deed;
}

/** A Refusal is one row of a table of codes. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  /** Which policy refused, for STS to decode. */
  readonly encoded?: string | undefined;
}

/** A documented error envelope; `error_ext_msg` is documented as always null, and `error_msg` may be missing. */
export function refuse({ status, code, message, encoded }: Refusal): Answer {
  const said = { error_code: code, ...(message !== undefined && { error_msg: message }) };
  const more = encoded === undefined ? { error_ext_msg: null } : { encoded_authorization_message: encoded };
  return { status, body: { ...said, ...more } };
}

/** The gateway's envelope, which has the request id beside code and text. */
export function gatewayRefusal({ status, code, message }: Refusal, requestId: string): Answer {
  return { status, body: { error_code: code, error_msg: message, request_id: requestId } };
}

/** The gateway's own codes; all refused identities have one code and differ by text alone (page "Error Codes" of API Gateway). */
export const gateway = {
  noSuchApi: {
    status: 404,
    code: "APIGW.0101",
    message: "The API does not exist or has not been published in the environment.",
  },
  badRequest: { status: 400, code: "APIGW.0201", message: "Bad request." },
  tooLarge: { status: 413, code: "APIGW.0201", message: "Request entity too large." },
  targetTooLong: { status: 414, code: "APIGW.0201", message: "Request URI too long." },
  throttled: {
    status: 429,
    code: "APIGW.0308",
    message: "The throttling threshold has been reached: policy user over ratelimit.",
  },
} as const satisfies Record<string, Refusal>;

export function identityRefused(why: string): Refusal {
  return { status: 401, code: "APIGW.0301", message: `Incorrect IAM authentication information: ${why}` };
}
