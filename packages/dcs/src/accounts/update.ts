import { ask, type Connection, type Secret } from "@rekey/core";
import { classify } from "../classify.ts";
import { readUpdate, updateReply } from "../passwords/update.ts";

/** An AclPasswordUpdate carries the old password as proof: a wrong one counts, and five lock the account for five minutes. */
export interface AclPasswordUpdate {
  readonly instanceId: string;
  readonly accountId: string;
  readonly oldPassword: Secret;
  readonly newPassword: Secret;
  readonly signal?: AbortSignal;
}

/**
 * Changes the password of an ACL account as its owner. Failures come with status 200: throws ERR_DRIFTED where the old password is wrong,
 * ERR_UNAVAILABLE with `againAt` where the account is locked, ERR_OUTCOME_UNKNOWN for `failed` and every result that is not documented.
 * https://support.huaweicloud.com/intl/en-us/ally-visitor-1-api-dcs/UpdateAclAccountPassWord.html
 */
export async function updateAclAccountPassWord(
  connection: Connection,
  { instanceId, accountId, oldPassword, newPassword, signal }: AclPasswordUpdate,
): Promise<{ result: "success"; message: string | undefined }> {
  const call = {
    service: "dcs",
    operation: "updateAclAccountPassWord",
    method: "PUT",
    path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/modify",
    params: { instance_id: instanceId, account_id: accountId },
    body: { old_password: oldPassword, new_password: newPassword },
    repeat: "never",
    classify: classify(),
    signal,
  } as const;
  return readUpdate(await ask(connection, call, updateReply));
}
