import { type Call, type Connection, CredentialError, type ErrorDetails, hasCode, json, type Reply } from "@rekey/core";
import type { z } from "zod";

/** An Answer is a reply that was read, and what an error about it must say. */
export interface Answer<T> {
  readonly body: T;
  readonly details: ErrorDetails;
}

/** Sends one call and reads its reply. Throws ERR_OUTCOME_UNKNOWN where the reply is of no documented shape. */
export async function ask<T>(connection: Connection, call: Call, shape: z.ZodType<T>): Promise<Answer<T>> {
  const reply = await connection.send(call);
  const details = detailsOf(call, reply);
  try {
    return { body: json(reply, shape), details };
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError(cause.code, cause.message, { ...details, cause });
  }
}

/** Sends a call that only reads. Whatever comes of it, it changed nothing, so no outcome is unknown: ERR_UNAVAILABLE stands for it. */
export async function look<T>(connection: Connection, call: Omit<Call, "repeat">, shape: z.ZodType<T>): Promise<T> {
  try {
    return (await ask(connection, { ...call, repeat: "safe" }, shape)).body;
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError("ERR_UNAVAILABLE", `reading failed: ${cause.message}`, { ...cause.details, cause });
  }
}

function detailsOf({ service, operation }: Call, { status, headers }: Reply): ErrorDetails {
  const requestId = headers["x-request-id"];
  return { service, operation, status, ...(typeof requestId === "string" && { requestId }) };
}
