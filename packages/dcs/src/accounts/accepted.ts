import { type Connection, CredentialError, detailsOf, type Call } from "@rekey/core";
import { z } from "zod";

const failed = z.looseObject({ error_code: z.unknown() });

/** Sends a call whose success is its status alone: the task was taken in. Throws what `send` throws, and ERR_OUTCOME_UNKNOWN where a 200 has an error in it. */
export async function accepted(connection: Connection, call: Call): Promise<void> {
  const reply = await connection.send(call);
  if (!hasError(reply.body.reveal())) return;
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", detailsOf(call, reply));
}

function hasError(body: string): boolean {
  try {
    const { success, data } = failed.safeParse(JSON.parse(body));
    return success && data.error_code !== undefined && data.error_code !== null;
  } catch {
    // No page documents a body, so whatever is no JSON says nothing.
    return false;
  }
}
