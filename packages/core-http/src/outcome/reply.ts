import { Secret, type Reply } from "@rekey/core";
import type { Incoming } from "../wire/exchange.ts";

/** Headers that say nothing of a secret. All others stay hidden: IAM's token comes in one. */
const HARMLESS = new Set([
  "content-type",
  "content-length",
  "date",
  "retry-after",
  "server",
  "x-request-id",
  "x-iam-trace-id",
  "http_proxy_id",
]);

/** A reply as the engine keeps it: unparsed, and safe to print. */
export function replyOf({ status, headers, body }: Incoming): Reply {
  const shown = Object.entries(headers).map(
    ([name, value]) => [name, HARMLESS.has(name) ? value : new Secret(value)] as const,
  );
  return { status, headers: Object.fromEntries(shown), body: new Secret(body) };
}

/** The service's own time, as a reply says it; none in a page or in what a cache kept: those are somebody else's, or of another hour. */
export function dateOf(incoming: Incoming): string | undefined {
  const { date, age } = incoming.headers;
  return age === undefined && !isPage(incoming) ? date : undefined;
}

/** Whether this is a web page: a proxy's or a portal's answer, never a service's. Other types pass, because a reply with a secret must not be lost to a label. */
export function isPage({ headers }: Incoming): boolean {
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(headers["content-type"]?.trim() ?? "");
}
