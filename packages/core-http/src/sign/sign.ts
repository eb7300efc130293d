import { createHash, createHmac } from "node:crypto";
import type { Secret } from "@rekey/core";
import { compare } from "./encode.ts";

/** A Signable is a request as it goes out. */
export interface Signable {
  readonly method: string;
  /** Percent-encoded, as on the wire; the canonical form alone ends with `/`. */
  readonly path: string;
  /** As `queryOf` writes it. */
  readonly query?: string;
  /** Every header to be signed, and no other. `X-Sdk-Date` must be among them; nothing that a proxy rewrites should be. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A SigningKey is an access key id and its secret. */
export interface SigningKey {
  readonly accessKey: string;
  readonly secretKey: Secret;
}

const ALGORITHM = "SDK-HMAC-SHA256";

/**
 * Signs a request with SDK-HMAC-SHA256 and answers with its `Authorization` header.
 * Source: API Request Signing Guide, https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html
 */
export function sign(request: Signable, { accessKey, secretKey }: SigningKey): string {
  const headers = normal(request.headers);
  const date = headers.find(([name]) => name === "x-sdk-date")?.[1] ?? "";
  const text = [ALGORITHM, date, sha256(canonicalRequest(request))].join("\n");
  const signature = createHmac("sha256", secretKey.reveal()).update(text).digest("hex");
  return `${ALGORITHM} Access=${accessKey}, SignedHeaders=${namesOf(headers)}, Signature=${signature}`;
}

/** Writes the one text that both sides hash: method, path, query, headers, their names, and the body's hash. */
export function canonicalRequest({ method, path, query = "", headers, body = "" }: Signable): string {
  const sorted = normal(headers);
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`).join("");
  // UNSIGNED-PAYLOAD stands here in place of the hash.
  const hash = sorted.find(([name]) => name === "x-sdk-content-sha256")?.[1] ?? sha256(body);
  return [method, path.endsWith("/") ? path : `${path}/`, query, lines, namesOf(sorted), hash].join("\n");
}

/** Writes an instant as `X-Sdk-Date` wants it: `20191115T033655Z`. */
export function sdkDate(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, "");
}

type Header = readonly [name: string, value: string];

function normal(headers: Signable["headers"]): readonly Header[] {
  const lower = Object.entries(headers).map(([name, value]): Header => [name.toLowerCase(), value.trim()]);
  return lower.toSorted(([a], [b]) => compare(a, b));
}

function namesOf(headers: readonly Header[]): string {
  return headers.map(([name]) => name).join(";");
}

function sha256(body: string | Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
