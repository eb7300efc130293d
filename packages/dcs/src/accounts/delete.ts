import { accepted, type Connection } from "@rekey/core";
import { classify } from "../classify.ts";

/**
 * Deletes a normal ACL account. A return means *accepted*: it is gone when `listAclAccounts` lists it no more.
 * https://support.huaweicloud.com/eu/api-dcs/DeleteAclAccount.html
 */
export function deleteAclAccount(
  connection: Connection,
  { instanceId, accountId, signal }: { instanceId: string; accountId: string; signal?: AbortSignal },
): Promise<void> {
  return accepted(connection, {
    service: "dcs",
    operation: "deleteAclAccount",
    method: "DELETE",
    path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}",
    params: { instance_id: instanceId, account_id: accountId },
    repeat: "never",
    classify: classify("dcs:aclaccount:delete"),
    signal,
  });
}
