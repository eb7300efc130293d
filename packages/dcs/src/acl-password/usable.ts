import { after, type Connection, CredentialError, systemClock } from "@rekey/core";
import { type AclAccount, listAclAccounts } from "../accounts/list.ts";
import type { Instance } from "../instances/instance.ts";
import type { AclAccountName } from "./account.ts";

const BUSY_MS = 30_000;
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
      "its password is the instance's own; name a normal ACL account",
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

/** Throws ERR_UNAVAILABLE unless the instance is RUNNING, ERR_DECLARATION where it can never serve a normal ACL account. */
export function demandRunning(instance: Instance): void {
  const { instanceId, status } = instance;
  if (status === "CREATEFAILED") throw refusal(`the instance ${instanceId} is ${status}`, "declare another instance");
  demandPassword(instance);
  if (status !== "RUNNING") throw busy(`the instance ${instanceId} is ${status ?? "in no known state"}`);
}

/** Normal ACL accounts do not work on a password-free instance, and a login there proves nothing. */
export function demandPassword({ instanceId, noPasswordAccess }: Instance): void {
  if (noPasswordAccess === "true")
    throw refusal(`the instance ${instanceId} is password-free`, "end its password-free access");
}

function namesOf(accounts: readonly AclAccount[]): string {
  const names = accounts.filter(({ accountType }) => accountType !== "default").map(({ accountName }) => accountName);
  return names.length === 0 ? "create the account first" : `write another as \`account.user\`: ${names.join(", ")}`;
}

function refusal(message: string, remedy: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", message, { service: "dcs", remedy });
}

function busy(message: string): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", message, {
    service: "dcs",
    reason: "busy",
    againAt: after(systemClock.now(), BUSY_MS),
  });
}
