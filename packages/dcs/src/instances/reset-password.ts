import { ask, type Connection, type Secret } from "@rekey/core";
import { classify } from "../classify.ts";
import { readReset, resetReply } from "../passwords/reset.ts";

/** A PasswordReset is a new password of an instance's default user: 8 to 64 characters (32 in some regions) of three classes of four. */
export interface PasswordReset {
  readonly instanceId: string;
  readonly newPassword: Secret;
  readonly signal?: AbortSignal;
}

/**
 * Sets the password of an instance's default user; it is in force at once, and open connections stay. `no_password_access` is never sent: `true`
 * would open the instance to everybody, `false` is what its absence means. Failures come with status 200 too: throws ERR_UNAVAILABLE where the
 * instance is locked, ERR_OUTCOME_UNKNOWN for every other code than "1", and where there is none, as in the samples of older regions.
 * https://support.huaweicloud.com/eu/api-dcs/ResetPassword.html
 */
export async function resetPassword(
  connection: Connection,
  { instanceId, newPassword, signal }: PasswordReset,
): Promise<{ code: "1"; message: string | undefined; extMessage: string | undefined }> {
  const call = {
    service: "dcs",
    operation: "resetPassword",
    method: "POST",
    path: "/v2/{project_id}/instances/{instance_id}/password/reset",
    params: { instance_id: instanceId },
    body: { new_password: newPassword },
    repeat: "never",
    classify: classify("dcs:instance:resetAuthInfo"),
    signal,
  } as const;
  return readReset(await ask(connection, call, resetReply));
}
