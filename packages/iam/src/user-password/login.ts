import { type Connection, CredentialError, harmless, hasCode, type Secret } from "@rekey/core";
import { keystoneListAuthDomains } from "../projects/domains.ts";
import { keystoneCreateUserTokenByPassword } from "../tokens/create.ts";
import { showUserLoginProtect } from "../users/login-protect.ts";
import type { IamUser } from "../users/show.ts";

/** Whether a password of this user can be tried by a request for a token: not where it may use the console alone, and not where a code from its phone is wanted beside it. */
export async function isTryable(via: Connection, { id, accessMode }: IamUser): Promise<boolean> {
  if (accessMode === "console") return false;
  const { enabled, verificationMethod } = await showUserLoginProtect(via, { userId: id });
  return !(enabled && verificationMethod === "vmfa");
}

/** Tries a password by a request for a token, which nobody uses. */
export async function tryPassword(via: Connection, user: IamUser, password: Secret): Promise<"accepted" | "refused"> {
  const account = await accountName(via, user);
  try {
    await harmless(keystoneCreateUserTokenByPassword(via, { user: user.name, account, password }));
    return "accepted";
  } catch (error) {
    if (hasCode(error, "ERR_DRIFTED")) return "refused";
    throw error;
  }
}

/** The name of a user's account, without which nobody logs in. */
export async function accountName(via: Connection, { domainId }: IamUser): Promise<string> {
  const { domains } = await keystoneListAuthDomains(via);
  const account = domains.find(({ id }) => id === domainId);
  if (account) return account.name;
  throw new CredentialError("ERR_DECLARATION", `the connection does not act in the account ${domainId}`, {
    service: "iam",
    remedy: "use a connection of the user's own account",
  });
}
