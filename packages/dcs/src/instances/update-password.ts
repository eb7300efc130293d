import { ask, type Connection, type Secret } from "@rekey/core";
import { classify } from "../classify.ts";
import { readUpdate, updateReply } from "../passwords/update.ts";

/** A PasswordUpdate carries the old password of an instance's default user as proof: a wrong one counts, and five lock the account for five minutes. */
export interface PasswordUpdate {
  readonly instanceId: string;
  readonly oldPassword: Secret;
  /** 8 to 64 characters (32 in some regions) of three classes of four, and another than the old one. */
  readonly newPassword: Secret;
  readonly signal?: AbortSignal;
}

/**
 * Changes the password of an instance's default user, who knows the old one; it is in force at once. Failures come with status 200: throws
 * ERR_DRIFTED where the old password is wrong, ERR_UNAVAILABLE with `againAt` where the account is locked, ERR_OUTCOME_UNKNOWN for `failed` and
 * every result that is not documented.
 * https://support.huaweicloud.com/intl/en-us/ally-visitor-1-api-dcs/UpdatePassword.html
 */
export async function updatePassword(
  connection: Connection,
  { instanceId, oldPassword, newPassword, signal }: PasswordUpdate,
): Promise<{ result: "success"; message: string | undefined }> {
  const call = {
    service: "dcs",
    operation: "updatePassword",
    method: "PUT",
    path: "/v2/{project_id}/instances/{instance_id}/password",
    params: { instance_id: instanceId },
    body: { old_password: oldPassword, new_password: newPassword },
    repeat: "never",
    classify: classify("dcs:instance:modifyAuthInfo"),
    signal,
  } as const;
  return readUpdate(await ask(connection, call, updateReply));
}
