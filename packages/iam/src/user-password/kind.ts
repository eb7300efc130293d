import { CredentialError, type Facts, hasCode, type Settable } from "@rekey/core";
import { locateUser } from "../account/locate.ts";
import { showDomainPasswordPolicy } from "../policies/password.ts";
import { type IamUser, showUser } from "../users/show.ts";
import { updateUser } from "../users/update.ts";
import { type IamUserName, iamUserName } from "./account.ts";
import { fingerprintOf, hasChanged } from "./evidence.ts";
import { accountName, isTryable, tryPassword } from "./login.ts";
import { demandKept, strictest } from "./policy.ts";

const MINUTE_MS = 60_000;

/** The kind `iam.user-password`: an IAM user's password, set by an administrator and proved by a request for a token. */
export const userPassword: Settable<IamUserName> = {
  name: "iam.user-password",
  secret: "supplied",
  account: iamUserName,
  // The strictest that an administrator can choose (3 to 10 wrong passwords in 15 to 60 minutes), so that no policy locks the user through us.
  limits: { lockout: { tries: 3, windowMs: 60 * MINUTE_MS } },
  permissions: ["iam:users:updateUser"],

  identity({ user }) {
    return `iam:${user}/password`;
  },

  lane({ user }) {
    return `iam:${user}`;
  },

  rules() {
    return strictest;
  },

  async locate(account, via) {
    return { ...account, user: await locateUser(via, account.user) };
  },

  async before({ user: userId }, via): Promise<Facts> {
    const user = await showUser(via, { userId });
    demandEnabled(user);
    demandKept(await showDomainPasswordPolicy(via, { domainId: user.domainId }));
    return fingerprintOf(user);
  },

  /** Set again, a password that is in force already is refused as the same: then it is in force. */
  async set({ user: userId }, next, via) {
    try {
      await updateUser(via, { userId, password: next, pwdStatus: false });
    } catch (error) {
      if (!isSame(error)) throw error;
    }
  },

  async check({ user: userId }, secret, via) {
    const user = await showUser(via, { userId });
    return (await isTryable(via, user)) ? tryPassword(via, user, secret) : "unclear";
  },

  /** A change may be somebody else's, so where a login can tell, it shall; where none can, it is all there is. */
  async landed({ user: userId }, before, via) {
    const user = await showUser(via, { userId });
    const isChanged = hasChanged(before, user);
    if (isChanged === false) return "no";
    return isChanged && !(await isTryable(via, user)) ? "yes" : "unclear";
  },

  async facts({ user: userId }, via): Promise<Facts> {
    const user = await showUser(via, { userId });
    return { user: user.name, userId, account: await accountName(via, user), accountId: user.domainId };
  },
};

/** https://support.huaweicloud.com/intl/en-us/api-iam/iam_02_0006.html: 1108, the new password must be different from the old one. */
function isSame(error: unknown): boolean {
  return hasCode(error, "ERR_REFUSED") && error.details.status === 400 && error.details.serviceCode === "1108";
}

function demandEnabled({ name, enabled, isDomainOwner }: IamUser): void {
  if (isDomainOwner === true)
    throw refusal(`${name} is the account's own user`, "its password is changed in the console; declare an IAM user");
  if (enabled === false) throw refusal(`the IAM user ${name} is disabled`, "enable the user, or forget the credential");
}

function refusal(message: string, remedy: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", message, { service: "iam", remedy });
}
