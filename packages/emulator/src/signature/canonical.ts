import { createHash, createHmac } from "node:crypto";
import { type Received, decoded, encoded, header, parts } from "./request.ts";

const UNSIGNED = "UNSIGNED-PAYLOAD";

/**
 * The canonical request of SDK-HMAC-SHA256 over exactly the headers named (page "AK/SK Signing and Authentication Algorithm"). One character is one
 * byte. Segments are decoded and encoded again, because official SDKs put either form on the wire; the path ends in a slash here and only here.
 */
export function canonicalRequest(received: Received, signedHeaders: readonly string[]): string {
  const { path, query } = parts(received.target);
  const names = signedHeaders.map((name) => name.toLowerCase()).toSorted();
  const headers = names.map((name) => `${name}:${(header(received, name) ?? "").trim()}\n`).join("");
  return [received.method, uri(path), canonicalQuery(query), headers, names.join(";"), payload(received)].join("\n");
}

/** The signature of a canonical request, in hex: the secret key signs as it is, no key is derived. */
export function signature(secretKey: string, date: string, canonical: string): string {
  const hash = createHash("sha256").update(canonical, "latin1").digest("hex");
  return createHmac("sha256", secretKey).update(`SDK-HMAC-SHA256\n${date}\n${hash}`).digest("hex");
}

function uri(path: string): string {
  const segments = path.split("/").map((segment) => encoded(decoded(segment)));
  const joined = segments.join("/");
  return joined.endsWith("/") ? joined : `${joined}/`;
}

/** A plus in a query is a blank, as Go's SDK writes it; in a path it is a plus. */
function canonicalQuery(query: string): string {
  const pairs = query.split("&").filter((pair) => pair !== "");
  const written = pairs.map((pair) => {
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    return { name: again(name), value: again(value) };
  });
  return written
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join("&");
}

function again(text: string): string {
  return encoded(decoded(text.replaceAll("+", " ")));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function payload(received: Received): string {
  if (header(received, "x-sdk-content-sha256") === UNSIGNED) return UNSIGNED;
  return createHash("sha256").update(received.body).digest("hex");
}
