import { type Changeable, type Connection, CredentialError, DIGITS, type Facts, LOWER, UPPER } from "@rekey/core";
import { findPerson } from "../members/find.ts";
import type { Member } from "../members/member.ts";
import { updatePwd } from "../passwords/update.ts";
import { type MemberPassword, memberPassword } from "./account.ts";
import { tryLogin } from "./check.ts";

const MINUTE_MS = 60_000;

/** Legal in every documented variant of the rules, and awkward in no shell, URL or file. */
const SPECIALS = "!@#^*-_=+?.";

/**
 * The kind `meeting.own-password`: a member's password, changed as that member by the enterprise's App ID and proved by a login that takes no token.
 * There is no `landed`: Meeting shows no time of the last change. That a change was made shows in how the next one is refused (206030011,
 * 206030009), but that is a request with the old password, a try like the login, which proves more.
 */
export const ownPassword: Changeable<MemberPassword> = {
  name: "meeting.own-password",
  secret: "supplied",
  account: memberPassword,
  limits: {
    leastIntervalMs: 5 * MINUTE_MS,
    // The window is documented (an account's lock ends by itself after 5 minutes), the number of tries is not: three leaves two of them to us.
    lockout: { tries: 3, windowMs: 5 * MINUTE_MS },
  },

  identity: identityOf,

  rules({ account }) {
    const [local = ""] = account.split("@");
    return {
      length: 24,
      classes: [LOWER, UPPER, DIGITS, SPECIALS],
      // One page forbids more than three of the same character, another three of them in a row.
      longestRun: 2,
      without: [account, local],
      leastDifference: 2,
    };
  },

  /** By the service's own spelling of the account. */
  async locate(account, via) {
    return { ...account, account: (await findPerson(via, account.account)).userAccount };
  },

  async before({ account }, via): Promise<Facts> {
    thirdAccountOf(await findPerson(via, account));
    return {};
  },

  async change({ account }, { current, next }, via) {
    const member = await findPerson(via, account);
    const asMember = actFor(via, thirdAccountOf(member));
    await updatePwd(asMember, { account: member.userAccount, oldPwd: current, newPwd: next });
  },

  async check(account, secret, via) {
    return tryLogin(via, account, secret);
  },

  async facts({ account }): Promise<Facts> {
    return { user: account };
  },
};

/** Whose password it is: the same for every kind that changes it, so that no two declarations do. */
export function identityOf({ account }: { readonly account: string }): string {
  return `meeting:member/${account.toLowerCase()}`;
}

/** An App ID signs a member in by its third-party id, and registers an id that it does not know. */
function thirdAccountOf({ userAccount, thirdAccount, status }: Member): string {
  if (status === 1) throw refusal(`the member ${userAccount} is disabled`, "enable it, or forget the declaration");
  if (thirdAccount) return thirdAccount;
  throw refusal(
    `the member ${userAccount} has no third-party id, so no App ID can sign in as it`,
    "give the member a third-party id in the management console",
  );
}

function actFor(via: Connection, member: string): Connection {
  if (via.as) return via.as(member);
  throw refusal(
    "this connection cannot act for a member",
    "sign it in with an App ID: `credentials: { meetingApp: … }`",
  );
}

function refusal(message: string, remedy: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", message, { service: "meeting", remedy });
}
