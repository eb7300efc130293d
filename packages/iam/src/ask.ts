import {
  type Answer,
  ask,
  type Call,
  type Connection,
  type CredentialError,
  harmless,
  hasCode,
  type Reply,
  systemClock,
} from "@rekey/core";
import type { z } from "zod";

/** Sends a call that only reads, and answers with the whole reply. */
export function lookAt<T>(connection: Connection, call: Omit<Call, "repeat">, shape: z.ZodType<T>): Promise<Answer<T>> {
  return harmless(ask(connection, { ...call, repeat: "safe" }, shape));
}

/** When a reply was written, by the service's clock; by ours where it does not say. */
export function writtenAt({ headers: { date } }: Reply): Date {
  const ms = typeof date === "string" ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) ? systemClock.now() : new Date(ms);
}

/** Whether an error says that what was asked about is not there. */
export function isMissing(error: unknown): error is CredentialError {
  return hasCode(error, "ERR_DECLARATION") && error.details.status === 404;
}
