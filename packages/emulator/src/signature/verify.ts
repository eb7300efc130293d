import { timingSafeEqual } from "node:crypto";
import type { Secret } from "@rekey/core";
import type { Key } from "../world.ts";
import { canonicalRequest, signature } from "./canonical.ts";
import { type Received, header } from "./request.ts";

/** The gateway takes a signature for 15 minutes, either way (page "AK/SK Signing and Authentication"). */
const WINDOW_MS = 15 * 60_000;

/** A Verified says whose request it is, or why the gateway refuses it; `accessKey` is the one it named, known or not. */
export type Verified =
  | { readonly isRefused: false; readonly key: Key; readonly signedHeaders: readonly string[] }
  | {
      readonly isRefused: true;
      readonly why: string;
      readonly accessKey?: string;
      readonly signedHeaders: readonly string[];
    };

interface Claimed {
  readonly accessKey: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Verifies a request's SDK-HMAC-SHA256 signature from the bytes received. It looks at no lock and no permission. */
export function verify(received: Received, keys: readonly Key[], now: Date): Verified {
  const claimed = claim(header(received, "authorization"));
  if (!claimed) return { isRefused: true, why: unsigned(received), signedHeaders: [] };
  const { accessKey, signedHeaders } = claimed;
  const key = keys.find((each) => each.accessKey === accessKey);
  if (!key) return { isRefused: true, why: `Get secretKey failed,ak:${accessKey},err:ak not exist`, signedHeaders };
  const why = fault(received, { key, claimed, now });
  return why ? { isRefused: true, why, accessKey, signedHeaders } : { isRefused: false, key, signedHeaders };
}

function unsigned(received: Received): string {
  return header(received, "x-auth-token") === undefined ? "x-auth-token not found" : "decrypt token fail";
}

function claim(authorization = ""): Claimed | undefined {
  const match = /^SDK-HMAC-SHA256 Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-fA-F]{64})$/.exec(
    authorization,
  );
  const [, accessKey, names, hex] = match ?? [];
  if (accessKey === undefined || names === undefined || hex === undefined) return undefined;
  return { accessKey, signedHeaders: names.toLowerCase().split(";"), signature: hex.toLowerCase() };
}

function fault(
  received: Received,
  { key, claimed, now }: { key: Key; claimed: Claimed; now: Date },
): string | undefined {
  const date = header(received, "x-sdk-date");
  if (date === undefined || !claimed.signedHeaders.includes("x-sdk-date"))
    return "verify aksk signature fail, x-sdk-date is not signed";
  const at = instant(date);
  if (at === undefined || Math.abs(now.getTime() - at) > WINDOW_MS)
    return "verify aksk signature fail, signature expired";
  if (!holdsToken(received, key.securityToken, claimed.signedHeaders))
    return "verify aksk signature fail, x-security-token is wrong or not signed";
  const canonical = canonicalRequest(received, claimed.signedHeaders);
  const expected = signature(key.secretKey.reveal(), date, canonical);
  if (timingSafeEqual(Buffer.from(expected), Buffer.from(claimed.signature))) return undefined;
  return `verify aksk signature fail, canonicalRequest:${echo(canonical)}`;
}

function instant(date: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}

function holdsToken(received: Received, token: Secret | undefined, signedHeaders: readonly string[]): boolean {
  const sent = header(received, "x-security-token");
  if (!token) return sent === undefined;
  return sent === token.reveal() && signedHeaders.includes("x-security-token");
}

/** The gateway shows its own canonical request with bars for line ends; we leave tokens out of it. */
function echo(canonical: string): string {
  return canonical.replace(/^(x-security-token|x-auth-token):.*$/gm, "$1:***").replaceAll("\n", "|");
}
