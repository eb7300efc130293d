import { ask, type Connection, type Secret } from "@rekey/core";
import { classify } from "../classify.ts";
import { readReset, resetReply } from "../passwords/reset.ts";

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
  const { code, message } = readReset(await ask(connection, call, resetReply));
  return { code, message };
}
