import { accepted, ask as askOnce, type Call, type Connection, look as lookOnce } from "@rekey/core";
import type { z } from "zod";

/** A Sent is a call of Meeting's: what is the same for all is left out. */
export type Sent = Omit<Call, "service">;

/** The media type that the documentation writes; the official SDKs are less exact. */
const JSON_TYPE = { "content-type": "application/json; charset=UTF-8" };

/** A call of Meeting's, complete. */
export function meetingCall({ headers, ...call }: Sent): Call {
  return { service: "meeting", ...call, headers: { ...(call.body && JSON_TYPE), ...headers } };
}

/** Sends one call and reads its reply. Throws ERR_OUTCOME_UNKNOWN where the reply is of no documented shape. */
export async function ask<T>(connection: Connection, sent: Sent, shape: z.ZodType<T>): Promise<T> {
  return (await askOnce(connection, meetingCall(sent), shape)).body;
}

/** Sends a call that only reads. */
export function look<T>(connection: Connection, sent: Omit<Sent, "repeat">, shape: z.ZodType<T>): Promise<T> {
  return lookOnce(connection, meetingCall({ ...sent, repeat: "safe" }), shape);
}

/** Sends a call whose reply has no documented body. One sample says `Content-Length: 143` of such a reply, so anything may stand there but an error. */
export function tell(connection: Connection, sent: Sent): Promise<void> {
  return accepted(connection, meetingCall(sent));
}
