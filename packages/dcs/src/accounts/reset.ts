import { after, type Answer, ask, type Connection, CredentialError, type Secret, systemClock, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../classify.ts";

/** https://support.huaweicloud.com/intl/en-us/ally-visitor-1-usermanual-dcs/cache-instance-password.html */
const LOCKED_MS = 5 * 60_000;

// The counters beside them (lock_time, lock_time_left, retry_times_left) are constants here and deprecated, so they are never read.
// The code is shown and stored, so it is shorter than the shortest password that could be echoed in its place.
const shape = z.object({ code: z.string().max(7), message: text });

/** An AclPasswordReset names the account, and the password that it shall have: 8 to 64 characters of three classes of four, no colon, not its name. */
export interface AclPasswordReset {
  readonly instanceId: string;
  readonly accountId: string;
  readonly newPassword: Secret;
  /** Documented as optional; a reset asks for no proof of it, and the official Terraform provider never sends it. */
  readonly oldPassword?: Secret;
  readonly signal?: AbortSignal;
}

/**
 * Sets the password of an ACL account. A return means *accepted*: it is in force when the account's status has gone from UPDATING to AVAILABLE.
 * Failures come with status 200 too: throws ERR_UNAVAILABLE where the instance is locked, ERR_OUTCOME_UNKNOWN for every other code than "1".
 * https://support.huaweicloud.com/eu/api-dcs/ResetAclAccountPassWord.html
 */
export async function resetAclAccountPassWord(
  connection: Connection,
  { instanceId, accountId, newPassword, oldPassword, signal }: AclPasswordReset,
): Promise<{ code: "1"; message: string | undefined }> {
  const call = {
    service: "dcs",
    operation: "resetAclAccountPassWord",
    method: "PUT",
    path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/reset",
    params: { instance_id: instanceId, account_id: accountId },
    body: { ...(oldPassword && { old_password: oldPassword }), new_password: newPassword },
    repeat: "never",
    classify: classify("dcs:aclaccount:resetPassword"),
    signal,
  } as const;
  return done(await ask(connection, call, shape));
}

function done({ body: { code, message }, details }: Answer<z.infer<typeof shape>>): {
  code: "1";
  message: string | undefined;
} {
  if (code === "1") return { code, message };
  const told = { ...details, serviceCode: code };
  // Documented for the instance's own password; unconfirmed for ACL accounts.
  if (code === "3")
    throw new CredentialError("ERR_UNAVAILABLE", "the instance is locked", { ...told, ...locked(LOCKED_MS) });
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", told);
}

/** How long to stay away from a lock, as an error says it. */
export function locked(ms: number): { againAt: Date; reason: "lock" } {
  return { againAt: after(systemClock.now(), ms), reason: "lock" };
}
