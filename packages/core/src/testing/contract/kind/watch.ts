import type { Call, Connection, Reply } from "../../../connection.ts";
import { CredentialError, type ErrorCode } from "../../../errors.ts";

/** A Fault decides what becomes of a call; undefined leaves it alone. */
export type Fault = (call: Call | "reach", send: () => Promise<Reply>) => Promise<Reply> | undefined;

/** A Watched connection remembers what went through it, and fails on request. */
export interface Watched {
  readonly via: Connection;
  readonly calls: Call[];
  readonly reached: string[];
  fault?: Fault | undefined;
}

/** Watches a connection, and whatever it becomes by `as`. */
export function watch(inner: Connection): Watched {
  const watched: Omit<Watched, "via"> = { calls: [], reached: [] };
  const via = wrap(inner, watched);
  return Object.assign(watched, { via });
}

function wrap(inner: Connection, watched: Omit<Watched, "via">): Connection {
  return {
    longestMs: inner.longestMs,
    quietMs: inner.quietMs,
    ca: inner.ca,
    async send(call) {
      watched.calls.push(call);
      const send = () => inner.send(call);
      return (await watched.fault?.(call, send)) ?? send();
    },
    async reach(host, port) {
      watched.reached.push(`${host}:${port}`);
      await watched.fault?.("reach", nothing);
      return inner.reach(host, port);
    },
    ...(inner.as && { as: (member: string) => wrap(inner.as?.(member) ?? inner, watched) }),
  };
}

/** A change is applied, and its reply is lost. */
export const lost: Fault = (call, send) => {
  if (call === "reach" || call.repeat === "safe") return undefined;
  return send().then(() => {
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply was lost");
  });
};

/** A change is turned away by an error of this code; looking works. */
export function refused(code: ErrorCode, againAt?: Date): Fault {
  return (call) => (call === "reach" || call.repeat === "safe" ? undefined : fail(code, againAt));
}

/** Nothing gets through. */
export const cutOff: Fault = () => fail("ERR_UNAVAILABLE");

async function fail(code: ErrorCode, againAt?: Date): Promise<never> {
  throw new CredentialError(code, "the contract turns this call away", { againAt });
}

async function nothing(): Promise<never> {
  throw new TypeError("to reach is not to send");
}
