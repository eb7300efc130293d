import {
  type Call,
  type Connection,
  CredentialError,
  type ErrorDetails,
  hasCode,
  json,
  type Reply,
  systemClock,
} from "@rekey/core";
import type { z } from "zod";

/** An Answer is a reply that was read, and what an error about it must say. */
export interface Answer<T> {
  readonly body: T;
  readonly reply: Reply;
  readonly details: ErrorDetails;
}

/** Sends one call and reads its reply. Throws ERR_OUTCOME_UNKNOWN where the reply is of no documented shape. */
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

/** Sends a call that only reads, and may be repeated. */
export async function look<T>(connection: Connection, call: Omit<Call, "repeat">, shape: z.ZodType<T>): Promise<T> {
  return (await lookAt(connection, call, shape)).body;
}

/** The same, with the whole answer. */
export function lookAt<T>(connection: Connection, call: Omit<Call, "repeat">, shape: z.ZodType<T>): Promise<Answer<T>> {
  return harmless(ask(connection, { ...call, repeat: "safe" }, shape));
}

/** Whatever comes of a call that only reads or logs in, it changed nothing, so no outcome is unknown: ERR_UNAVAILABLE stands for it. */
export async function harmless<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!hasCode(cause, "ERR_OUTCOME_UNKNOWN")) throw cause;
    throw new CredentialError("ERR_UNAVAILABLE", `reading failed: ${cause.message}`, { ...cause.details, cause });
  }
}

/** When a reply was written, by the service's clock; by ours where it does not say. */
export function writtenAt({ headers: { date } }: Reply): Date {
  const ms = typeof date === "string" ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) ? systemClock.now() : new Date(ms);
}

/** What an error about a reply says of the call. */
export function detailsOf({ service, operation }: Pick<Call, "service" | "operation">, reply: Reply): ErrorDetails {
  const requestId = reply.headers["x-request-id"];
  return { service, operation, status: reply.status, ...(typeof requestId === "string" && { requestId }) };
}

/** Whether an error says that what was asked about is not there. */
export function isMissing(error: unknown): error is CredentialError {
  return hasCode(error, "ERR_DECLARATION") && error.details.status === 404;
}
