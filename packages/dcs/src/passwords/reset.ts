import { type Answer, CredentialError, text } from "@rekey/core";
import { z } from "zod";
import { resultOf } from "../results.ts";
import { locked } from "./locked.ts";

/** https://support.huaweicloud.com/intl/en-us/ally-visitor-1-usermanual-dcs/cache-instance-password.html */
const LOCKED_MS = 5 * 60_000;

// The counters beside them (lock_time, lock_time_left, retry_times_left) are constants here and deprecated, so they are never read.
// The code is shown and stored, so it is shorter than the shortest password that could be echoed in its place.
export const resetReply = z.object({ code: z.string().max(7), message: text, ext_message: text });

/** Reads what came of a reset, which says so with status 200. Throws ERR_UNAVAILABLE where the instance is locked, ERR_OUTCOME_UNKNOWN for every other code than "1". */
export function readReset({ body, details }: Answer<z.infer<typeof resetReply>>): {
  code: "1";
  message: string | undefined;
  extMessage: string | undefined;
} {
  const { code, message, ext_message: extMessage } = body;
  const means = resultOf(details.operation, code);
  if (means === "done") return { code: "1", message, extMessage };
  const told = { ...details, serviceCode: code };
  if (means === "locked")
    throw new CredentialError("ERR_UNAVAILABLE", "the instance is locked", { ...told, ...locked(LOCKED_MS) });
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", told);
}
