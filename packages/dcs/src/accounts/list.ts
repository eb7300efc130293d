import { type Connection, look, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../classify.ts";

/** An AclAccount is one user of an instance. Its documented statuses are CREATING, AVAILABLE, UPDATING, DELETING, CREATEFAILED, DELETEFAILED, DELETED and ERROR; others pass through. */
export type AclAccount = z.infer<typeof account>;

const account = z
  .object({
    account_id: z.string(),
    account_name: z.string(),
    account_type: text,
    instance_id: text,
    status: text,
    account_role: text,
    account_read_policy: text,
    description: text,
  })
  .transform((it) => ({
    accountId: it.account_id,
    accountName: it.account_name,
    /** `normal`, or `default`: the instance's own user. */
    accountType: it.account_type,
    instanceId: it.instance_id,
    status: it.status,
    /** `read` or `write`. */
    accountRole: it.account_role,
    accountReadPolicy: it.account_read_policy,
    description: it.description,
  }));

const shape = z.object({ accounts: z.array(account) });

/**
 * Lists the ACL accounts of an instance, its default user among them; there is no paging.
 * https://support.huaweicloud.com/intl/en-us/api-dcs/ListAclAccounts.html
 */
export function listAclAccounts(
  connection: Connection,
  { instanceId, signal }: { instanceId: string; signal?: AbortSignal },
): Promise<{ accounts: AclAccount[] }> {
  const call = {
    service: "dcs",
    operation: "listAclAccounts",
    method: "GET",
    path: "/v2/{project_id}/instances/{instance_id}/accounts",
    params: { instance_id: instanceId },
    classify: classify("dcs:aclaccount:list"),
    signal,
  } as const;
  return look(connection, call, shape);
}
