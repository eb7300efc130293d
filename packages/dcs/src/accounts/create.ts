import { accepted, type Connection, type Secret } from "@rekey/core";
import { classify } from "../classify.ts";

/** An AclAccountCreation is a normal ACL account to be made; an instance has 18 at most. */
export interface AclAccountCreation {
  readonly instanceId: string;
  /** Begins with a letter; letters, digits, `-` and `_`, 64 characters at most. */
  readonly accountName: string;
  readonly accountRole: "read" | "write";
  /** 8 to 64 characters of three classes of four, no colon, not the name either way round. */
  readonly accountPassword: Secret;
  /** 1,024 characters at most. */
  readonly description?: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes an ACL account. A return means *accepted*: it can be used when `listAclAccounts` calls it AVAILABLE. The reply names no id. DCS refuses it
 * where the default user is password-free, or has a colon in its password.
 * https://support.huaweicloud.com/intl/en-us/api-dcs/CreateAclAccount.html
 */
export function createAclAccount(
  connection: Connection,
  { instanceId, accountName, accountRole, accountPassword, description, signal }: AclAccountCreation,
): Promise<void> {
  return accepted(connection, {
    service: "dcs",
    operation: "createAclAccount",
    method: "POST",
    path: "/v2/{project_id}/instances/{instance_id}/accounts",
    params: { instance_id: instanceId },
    body: {
      account_name: accountName,
      account_role: accountRole,
      account_password: accountPassword,
      ...(description !== undefined && { description }),
    },
    repeat: "never",
    classify: classify("dcs:aclaccount:create"),
    signal,
  });
}
