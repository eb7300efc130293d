import { CredentialError, type Facts, type Returned } from "@rekey/core";
import { type DesktopUserDetail, listUserDetail } from "../workspace/detail.ts";
import { issuedPassword, resetRandomPassword } from "../workspace/random-password.ts";
import { type DesktopUserName, desktopUserName } from "./account.ts";
import { locateDesktopUser } from "./locate.ts";

/**
 * The kind `iam.random-password`: a desktop user's password, made by Workspace. There is no login to prove it with and nothing that tells when it
 * changed, so after a lost reply it is asked for again when the first one can no longer land, and it is never verified.
 */
export const randomPassword: Returned<DesktopUserName> = {
  name: "iam.random-password",
  secret: "returned",
  account: desktopUserName,
  permissions: ["workspace:users:randomPassword"],

  identity({ user }) {
    return `workspace:${user}`;
  },

  async locate(account, via) {
    return { ...account, user: await locateDesktopUser(via, account.user) };
  },

  async before({ user, notify }, via): Promise<Facts> {
    const detail = await listUserDetail(via, { userId: user });
    demandUsable(detail, user);
    if (detail.activeType === "USER_ACTIVATE" && !notify)
      throw refusal(
        `the desktop user ${user} activates desktops by itself, and Workspace wants to send it each new password`,
        "write `notify: [email]` or `[phone]`, or let an administrator activate its desktops",
      );
    return seen(detail);
  },

  reset({ user, notify }, via) {
    return resetRandomPassword(via, { userId: user, notify });
  },

  read(reply) {
    return issuedPassword(reply);
  },

  /** Looks at the user once more: a new password does not unlock one, and nobody logs in to a locked one. */
  async ready({ user }, via) {
    const { locked } = await listUserDetail(via, { userId: user });
    return locked !== true;
  },

  async facts({ user: userId }, via): Promise<Facts> {
    const { userName } = await listUserDetail(via, { userId });
    return { userId, ...(userName !== undefined && { user: userName }) };
  },
};

function demandUsable({ disabled, userExpired }: DesktopUserDetail, user: string): void {
  if (disabled === true) throw refusal(`the desktop user ${user} is disabled`, "enable it, or forget the credential");
  if (userExpired === true)
    throw refusal(`the desktop user ${user} is expired`, "prolong it, or forget the credential");
}

/** Kept with the attempt, for whoever has to find out what became of a lost reply. */
function seen({ locked, activeType, nextLoginChangePassword }: DesktopUserDetail): Facts {
  return {
    locked: `${locked ?? "unknown"}`,
    activeType: activeType ?? "unknown",
    nextLoginChangePassword: `${nextLoginChangePassword ?? "unknown"}`,
  };
}

function refusal(message: string, remedy: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", message, { service: "workspace", remedy });
}
