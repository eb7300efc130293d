import { Secret, type Reply } from "@rekey/core";
import { z } from "zod";

const shape = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.object({ secret: z.string() })])),
  body: z.string(),
});

/** A whole reply as the text that is sealed. */
export function writeReply({ status, headers, body }: Reply): string {
  const written = Object.entries(headers).map(([name, value]) => [
    name,
    value instanceof Secret ? { secret: value.reveal() } : value,
  ]);
  return JSON.stringify({ status, headers: Object.fromEntries(written), body: body.reveal() });
}

export function readReply(text: string): Reply {
  const { status, headers, body } = shape.parse(JSON.parse(text));
  const read = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === "string" ? value : new Secret(value.secret),
  ]);
  return { status, headers: Object.fromEntries(read), body: new Secret(body) };
}

/** A reply that is opened each time somebody reads it, and not before. */
export function sealedReply(open: () => Reply): Reply {
  return {
    get status() {
      return open().status;
    },
    get headers() {
      return open().headers;
    },
    get body() {
      return open().body;
    },
  };
}
