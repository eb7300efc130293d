import { type Call, type Connection, CredentialError, hasCode, json } from "@rekey/core";
import type { z } from "zod";

/** A Sent is a call of Meeting's: what is the same for all is left out. */
export type Sent = Omit<Call, "service" | "headers"> & { readonly headers?: Call["headers"] };

/** The media type that the documentation writes; the official SDKs are less exact. */
const JSON_TYPE = { "content-type": "application/json; charset=UTF-8" };

/** A call of Meeting's, complete. */
export function meetingCall({ headers, ...call }: Sent): Call {
  return { service: "meeting", ...call, headers: { ...(call.body && JSON_TYPE), ...headers } };
}

/** Sends one call and reads its reply. Throws ERR_OUTCOME_UNKNOWN where the reply is of no documented shape. */
export async function ask<T>(connection: Connection, sent: Sent, shape: z.ZodType<T>): Promise<T> {
  const call = meetingCall(sent);
  const reply = await connection.send(call);
  try {
    return json(reply, shape);
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    const requestId = reply.headers["x-request-id"];
    const { service, operation } = call;
    const known = { service, operation, status: reply.status, ...(typeof requestId === "string" && { requestId }) };
    throw new CredentialError(cause.code, cause.message, { ...known, cause });
  }
}

/** Sends a call whose reply has no documented body. One sample says `Content-Length: 143` of such a reply, so nothing in it is looked at. */
export async function tell(connection: Connection, sent: Sent): Promise<void> {
  await connection.send(meetingCall(sent));
}

/** Sends a call that only reads. */
export function look<T>(connection: Connection, sent: Omit<Sent, "repeat">, shape: z.ZodType<T>): Promise<T> {
  return harmless(() => ask(connection, { ...sent, repeat: "safe" }, shape));
}

/** Does what cannot change a secret, whatever comes of it: where its outcome is unknown, ERR_UNAVAILABLE says enough. */
export async function harmless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError("ERR_UNAVAILABLE", `nothing was changed: ${cause.message}`, { ...cause.details, cause });
  }
}
