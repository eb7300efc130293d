import { createHash, createHmac } from "node:crypto";
import type { Secret } from "@rekey/core";

/** An AccessKey is a pair to sign with; a temporary one has a security token. */
export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: Secret;
  readonly securityToken?: Secret | undefined;
}

/**
 * Signs a GET without query and body by SDK-HMAC-SHA256. A connection signs with its own key; this is for the one call that tries another. Only
 * X-Sdk-Date has to be signed, so the host, which only the connection knows, is left out.
 * https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html
 */
export function signGet(
  path: string,
  { accessKey, secretKey, securityToken }: AccessKey,
  at: Date,
): Record<string, string | Secret> {
  const date = at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const token = securityToken === undefined ? {} : { "x-security-token": securityToken };
  const named: Record<string, string> = {
    "x-sdk-date": date,
    ...(securityToken === undefined ? {} : { "x-security-token": securityToken.reveal() }),
  };
  const names = Object.keys(named).toSorted();
  const lines = names.map((name) => `${name}:${named[name]}\n`).join("");
  const canonical = `GET\n${path}/\n\n${lines}\n${names.join(";")}\n${sha256("")}`;
  const signature = createHmac("sha256", secretKey.reveal())
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...token, "x-sdk-date": date, authorization };
}

function sha256(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
