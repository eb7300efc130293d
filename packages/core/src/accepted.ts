import { z } from "zod";
import { detailsOf } from "./ask.ts";
import type { Call, Connection } from "./connection.ts";
import { CredentialError } from "./errors.ts";

const failed = z.looseObject({ error_code: z.union([z.string(), z.number()]) });

const NONE = /^(\w*\.)?0*$/;

/** Whether the code in a success by status is none: some services write an empty one where nothing went wrong, or noughts alone, `USG.000000000`. */
export function isNoError(code: string): boolean {
  return NONE.test(code);
}

/** Sends a call whose success is its status alone. Throws what `send` throws, and ERR_OUTCOME_UNKNOWN where a success by status has an error in it. */
export async function accepted(connection: Connection, call: Call): Promise<void> {
  const reply = await connection.send(call);
  if (!hasError(reply.body.reveal())) return;
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", detailsOf(call, reply));
}

function hasError(body: string): boolean {
  try {
    const { success, data } = failed.safeParse(JSON.parse(body));
    return success && !isNoError(String(data.error_code));
  } catch {
    // No page documents a body, so whatever is no JSON says nothing.
    return false;
  }
}
