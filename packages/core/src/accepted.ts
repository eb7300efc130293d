import { z } from "zod";
import { detailsOf } from "./ask.ts";
import type { Call, Connection } from "./connection.ts";
import { CredentialError } from "./errors.ts";

const failed = z.looseObject({ error_code: z.union([z.string(), z.number()]) });

/** What some services write where nothing went wrong: no code, or one of noughts alone, `USG.000000000`. */
const NONE = /^(\w*\.)?0*$/;

/** Sends a call whose success is its status alone. Throws what `send` throws, and ERR_OUTCOME_UNKNOWN where a success by status has an error in it. */
export async function accepted(connection: Connection, call: Call): Promise<void> {
  const reply = await connection.send(call);
  if (!hasError(reply.body.reveal())) return;
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", detailsOf(call, reply));
}

function hasError(body: string): boolean {
  try {
    const { success, data } = failed.safeParse(JSON.parse(body));
    return success && !NONE.test(String(data.error_code));
  } catch {
    // No page documents a body, so whatever is no JSON says nothing.
    return false;
  }
}
