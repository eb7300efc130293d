import { randomUUID } from "node:crypto";
import { hasCode, Secret, type Call, type CredentialError, type ErrorCode } from "@rekey/core";
import { virtualClock, type VirtualClock } from "@rekey/core/testing";
import { connect } from "./connect.ts";
import type { HttpConnection } from "./connection.ts";
import type { Keys } from "./keys.ts";
import type { ConnectOptions } from "./options.ts";

/** A QuickClock never makes anybody wait: a sleep moves its time on, and is written down. */
export interface QuickClock extends VirtualClock {
  readonly slept: readonly number[];
}

export function quickClock(startAt?: Date): QuickClock {
  const clock = virtualClock(startAt);
  const slept: number[] = [];
  return {
    ...clock,
    slept,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      await clock.advance(ms);
    },
  };
}

/** A key that no other test has, so that each has a circuit of its own. */
export function freshKeys(): Keys {
  return { accessKey: `AK${randomUUID()}`, secretKey: new Secret(`canary-sk-${randomUUID()}`) };
}

/** A connection whose `dcs` and `iam` are at one origin; jitter is none. */
export function connectTo(
  origin: string,
  options: Partial<ConnectOptions> = {},
): HttpConnection & { readonly clock: QuickClock } {
  const clock = quickClock();
  const endpoints = { dcs: origin, iam: origin };
  const made = connect({
    region: "cn-north-4",
    projectId: "p1",
    credentials: freshKeys(),
    endpoints,
    clock,
    random: () => 0,
    metadata: false,
    ...options,
  });
  return Object.assign(made, { clock });
}

/** A documented change. */
export const change: Call = {
  service: "dcs",
  operation: "resetAclAccountPassWord",
  method: "PUT",
  path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/reset",
  params: { instance_id: "i1", account_id: "a1" },
  body: { password: new Secret("canary-password") },
  repeat: "never",
};

/** A documented question. */
export const question: Call = {
  service: "dcs",
  operation: "listAclAccounts",
  method: "GET",
  path: "/v2/{project_id}/instances/{instance_id}/accounts",
  params: { instance_id: "i1" },
  query: { limit: 10 },
  repeat: "safe",
};

/** The error that some work fails with, which must be of this code. */
export async function failure(work: Promise<unknown>, code: ErrorCode): Promise<CredentialError> {
  const thrown = await work.then(
    () => new Error("nothing was thrown"),
    (error: unknown) => error,
  );
  if (hasCode(thrown, code)) return thrown;
  throw new Error(`${code} was to be thrown`, { cause: thrown });
}
