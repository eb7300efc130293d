import { Secret } from "@rekey/core";
import type { Keys } from "../keys.ts";

/** What one source of the chain answers: keys, or why it has none. */
export type Asked = Keys | { readonly absent: string };

/** What keys are made of, as the sources spell it in clear. */
interface Spelled {
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly securityToken?: string | undefined;
  readonly projectId?: string | undefined;
}

// Both go into headers as they stand.
const ACCESS_KEY = /^[\w.-]{1,128}$/;
const TOKEN = /^[\x21-\x7e]+$/;

/** Whether keys can be sent: a line end in a file, say, makes them unfit. */
export function isSendable({ accessKey, secretKey, securityToken }: Keys): boolean {
  const isTokenFit = securityToken === undefined || TOKEN.test(securityToken.reveal());
  return ACCESS_KEY.test(accessKey) && secretKey.reveal() !== "" && isTokenFit;
}

/** Keys, where both halves are there and all of it can be sent. */
export function keysOf({ accessKey = "", secretKey = "", securityToken, projectId }: Spelled): Keys | undefined {
  const keys: Keys = {
    accessKey,
    secretKey: new Secret(secretKey),
    ...(securityToken ? { securityToken: new Secret(securityToken) } : {}),
    ...(projectId ? { projectId } : {}),
  };
  return isSendable(keys) ? keys : undefined;
}
