import type { z } from "zod";
import { type Call, type Connection, json, type Reply } from "./connection.ts";
import { CredentialError, type ErrorDetails, hasCode } from "./errors.ts";

/** An Answer is a reply that was read, and what an error about it must say. */
export interface Answer<T> {
  readonly body: T;
  readonly reply: Reply;
  readonly details: ErrorDetails;
}

/** Sends one call and reads its reply. Throws what `send` throws, and ERR_OUTCOME_UNKNOWN where the reply is of no documented shape. */
export async function ask<T>(connection: Connection, call: Call, shape: z.ZodType<T>): Promise<Answer<T>> {
  const reply = await connection.send(call);
  const details = detailsOf(call, reply);
  try {
    return { body: json(reply, shape), reply, details };
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError(cause.code, cause.message, { ...details, cause });
  }
}

/** Sends a call that only reads, as often as it takes, and answers with what was read. Throws what `ask` throws, but never ERR_OUTCOME_UNKNOWN. */
export async function look<T>(connection: Connection, call: Omit<Call, "repeat">, shape: z.ZodType<T>): Promise<T> {
  return (await harmless(ask(connection, { ...call, repeat: "safe" }, shape))).body;
}

/** Waits for what cannot change a secret, whatever comes of it: where its outcome is unknown, ERR_UNAVAILABLE says enough. */
export async function harmless<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError("ERR_UNAVAILABLE", `nothing was changed: ${cause.message}`, { ...cause.details, cause });
  }
}

/** What an error about a reply says of the call. */
export function detailsOf({ service, operation }: Pick<Call, "service" | "operation">, reply: Reply): ErrorDetails {
  const requestId = reply.headers["x-request-id"];
  return { service, operation, status: reply.status, ...(typeof requestId === "string" && { requestId }) };
}
