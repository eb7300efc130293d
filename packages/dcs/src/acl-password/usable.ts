import type { Connection } from "@rekey/core";
import { type AclAccount, listAclAccounts } from "../accounts/list.ts";
import { busy, refusal } from "../refusal.ts";
import type { AclAccountName } from "./account.ts";

const GONE = ["DELETING", "DELETED", "CREATEFAILED", "DELETEFAILED"];
const UNDER_WAY = ["CREATING", "UPDATING"];

/** Finds an ACL account by its name. Throws ERR_DECLARATION where there is none, or where it is the instance's own user. */
export async function findAccount({ instance, user }: AclAccountName, via: Connection): Promise<AclAccount> {
  const { accounts } = await listAclAccounts(via, { instanceId: instance });
  const account = accounts.find(({ accountName }) => accountName === user);
  if (!account) throw refusal(`the instance ${instance} has no ACL account ${user}`, namesOf(accounts));
  if (account.accountType === "default")
    throw refusal(
      `${user} is the default user of ${instance}`,
      "its password is the instance's own: declare it as dcs.instance-password, or name a normal ACL account",
    );
  if (GONE.includes(account.status ?? ""))
    throw refusal(`the ACL account ${user} of ${instance} is ${account.status}`, namesOf(accounts));
  return account;
}

/** Whether a change of this account is still under way. ERROR is an end too: only a login can say which password it left in force. */
export function isSettled({ status }: AclAccount): boolean {
  return status === "AVAILABLE" || status === "ERROR";
}

/** Throws ERR_UNAVAILABLE while another change of this account is under way. */
export function demandFree({ accountName, status }: AclAccount): void {
  if (UNDER_WAY.includes(status ?? "")) throw busy(`the ACL account ${accountName} is ${status}`);
}

function namesOf(accounts: readonly AclAccount[]): string {
  const names = accounts.filter(({ accountType }) => accountType !== "default").map(({ accountName }) => accountName);
  return names.length === 0 ? "create the account first" : `write another as \`account.user\`: ${names.join(", ")}`;
}
