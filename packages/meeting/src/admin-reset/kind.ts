import { CredentialError, type Facts, type Mailed } from "@rekey/core";
import { z } from "zod";
import { findPerson } from "../members/find.ts";
import { showUserDetail } from "../members/show.ts";
import { accountName } from "../own-password/account.ts";
import { identityOf } from "../own-password/kind.ts";
import { resetPwdByAdmin } from "../passwords/reset.ts";

/** A MemberReset says whose password. */
export type MemberReset = z.output<typeof memberReset>;

const memberReset = z.strictObject({ account: accountName });

/** The kind `meeting.admin-reset`: an administrator gives a member a new password, which Meeting sends to the member alone. Its recipient holds it. */
export const adminReset: Mailed<MemberReset> = {
  name: "meeting.admin-reset",
  secret: "mailed",
  account: memberReset,
  disrupts: "the member's password stops working, and a new one is sent to the member's mail or phone",

  identity: identityOf,

  /** By the service's own spelling of the account. */
  async locate({ account }, via) {
    return { account: (await findPerson(via, account)).userAccount };
  },

  /** Somebody without mail and phone would be locked out: the new password would go nowhere. */
  async before({ account }, via): Promise<Facts> {
    const { email, phone, status } = await showUserDetail(via, { account });
    if (!email && !phone)
      throw refusal(`the member ${account} has neither mail nor phone, so a new password would reach nobody`);
    if (status === 1) throw refusal(`the member ${account} is disabled`);
    return {};
  },

  async reset({ account }, via) {
    await resetPwdByAdmin(via, { account });
  },
};

function refusal(message: string): CredentialError {
  const remedy = "mend the member in the management console, or forget the declaration";
  return new CredentialError("ERR_DECLARATION", message, { service: "meeting", remedy });
}
