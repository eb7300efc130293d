import { ask, type Call, type Connection, harmless, look, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";
import { tryKeyCodes } from "../codes/sts.ts";
import { type AccessKey, signGet } from "./sign.ts";

/** A Caller is who a key belongs to, as STS sees it. */
export type Caller = z.infer<typeof shape>;

const shape = z.object({ account_id: z.string(), principal_urn: text, principal_id: text }).transform((it) => ({
  accountId: it.account_id,
  /** `iam::<account id>:user:<name>`. */
  principalUrn: it.principal_urn,
  /** The user's id, for a user's key. */
  principalId: it.principal_id,
}));

const PATH = "/v5/caller-identity";

const call = {
  service: "sts",
  operation: "getCallerIdentity",
  method: "GET",
  path: PATH,
} as const satisfies Partial<Call>;

/**
 * Says who the connection is. It needs no permission.
 * https://support.huaweicloud.com/api-iam5/GetCallerIdentity.html
 */
export function getCallerIdentity(connection: Connection, { signal }: { signal?: AbortSignal } = {}): Promise<Caller> {
  return look(connection, { ...call, classify: classify(), signal }, shape);
}

/** A KeyTry is another key than the connection's own, and what time it is for the service. */
export interface KeyTry {
  readonly key: AccessKey;
  readonly at: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Says whose another key is, by signing with that one. A wrong one counts: more than five lock it for five minutes. Throws ERR_DRIFTED where it is refused. */
export async function tryAccessKey(connection: Connection, { key, at, signal }: KeyTry): Promise<Caller> {
  const tried: Call = {
    ...call,
    headers: signGet(PATH, key, at),
    repeat: "never",
    classify: classify(undefined, tryKeyCodes),
    signal,
  };
  return (await harmless(ask(connection, tried, shape))).body;
}
