import { type Answer, CredentialError, text } from "@rekey/core";
import { z } from "zod";
import { resultOf } from "../results.ts";
import { locked } from "./locked.ts";

const USUAL_LOCK_MINUTES = 5;
const LONGEST_LOCK_MINUTES = 24 * 60;

export const updateReply = z.object({
  result: z.string(),
  message: text,
  lock_time_left: text,
  retry_times_left: text,
});
type Body = z.infer<typeof updateReply>;

/**
 * Reads what came of a change by its owner, which says so with status 200. Throws ERR_DRIFTED where the old password is wrong, ERR_UNAVAILABLE with
 * `againAt` where the account is locked, ERR_OUTCOME_UNKNOWN for `failed` and every result that is not documented.
 */
export function readUpdate({ body, details }: Answer<Body>): { result: "success"; message: string | undefined } {
  const { result, message } = body;
  const means = resultOf(details.operation, result);
  if (means === "done") return { result: "success", message };
  const told = { ...details, serviceCode: result };
  if (means === "drifted")
    throw new CredentialError("ERR_DRIFTED", "the old password is wrong", { ...told, remedy: left(body) });
  if (means === "locked")
    throw new CredentialError("ERR_UNAVAILABLE", "the account is locked", {
      ...told,
      ...locked(minutes(body) * 60_000),
    });
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", told);
}

/** Law 5: this operation, unlike the reset, reports live counters. */
function left({ retry_times_left: tries }: Body): string {
  const known = /^\d+$/.test(tries ?? "") ? `${tries} wrong tries are left; ` : "";
  return `${known}import the password that is in force`;
}

function minutes({ lock_time_left: time }: Body): number {
  const told = Number(time);
  return told > 0 ? Math.min(told, LONGEST_LOCK_MINUTES) : USUAL_LOCK_MINUTES;
}
