import { CredentialError, Secret, type Call } from "@rekey/core";

type Plain = Readonly<Record<string, string>>;

const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
// Tab, and what ISO 8859-1 can show: nothing that could begin another header.
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** What only the connection may say. */
const OURS = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "accept-encoding",
]);
/** What a session signs in with, in place of the connection's own key. */
const SESSION = ["authorization", "x-auth-token", "x-access-token"];

/** A call's own headers in clear, by lower-case name. Throws ERR_DECLARATION for one that cannot be sent; never says its value. */
export function plainHeaders(headers: Call["headers"] = {}): Plain {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value instanceof Secret ? value.reveal() : value] as const,
  );
  for (const [name, value] of entries)
    if (OURS.has(name) || !NAME.test(name) || !VALUE.test(value))
      throw new CredentialError("ERR_DECLARATION", `the header ${JSON.stringify(name)} cannot be sent`);
  return Object.fromEntries(entries);
}

/** Whether a call brings a session's token or signature of its own, so that the connection's key has no part in it. */
export function isOfSession(headers: Plain): boolean {
  return SESSION.some((name) => Object.hasOwn(headers, name));
}

/** What is signed where it is sent: nothing that a proxy on the way may rewrite. */
const SIGNED = [
  "host",
  "content-type",
  "x-sdk-date",
  "x-project-id",
  "x-domain-id",
  "x-security-token",
  "x-sdk-content-sha256",
];

/** Those headers that a signature covers. */
export function signable(headers: Plain): Plain {
  return Object.fromEntries(SIGNED.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}
