import { type Facts, type Secret, type Settable } from "@rekey/core";
import { resetAclAccountPassWord } from "../accounts/reset.ts";
import { addressesOf } from "../instances/addresses.ts";
import { factsOf } from "../instances/facts.ts";
import { locateInstance } from "../instances/locate.ts";
import { demandPassword, demandRunning } from "../instances/running.ts";
import { showInstance } from "../instances/show.ts";
import { demandAnswer, login } from "../login/login.ts";
import { rulesFor } from "../passwords/rules.ts";
import { type AclAccountName, aclAccountName } from "./account.ts";
import { demandFree, findAccount, isSettled } from "./usable.ts";

const MINUTE_MS = 60_000;

/** The kind `dcs.acl-password`: the password of a normal ACL account, set by an administrator's reset and proved by a Redis login. */
export const aclPassword: Settable<AclAccountName> = {
  name: "dcs.acl-password",
  secret: "supplied",
  account: aclAccountName,
  // Documented for the control plane: https://support.huaweicloud.com/intl/en-us/usermanual-dcs/dcs-ug-0312040.html. Unconfirmed whether Redis logins count, so ours do.
  limits: { lockout: { tries: 5, windowMs: 5 * MINUTE_MS } },
  permissions: ["dcs:aclaccount:resetPassword"],

  identity({ instance, user }) {
    return `dcs:${instance}/${user}`;
  },

  lane({ instance }) {
    return `dcs:${instance}`;
  },

  rules({ user }) {
    return rulesFor(user);
  },

  async locate(account, via) {
    return { ...account, instance: await locateInstance(via, account.instance) };
  },

  async before(account, via): Promise<Facts> {
    const instance = await showInstance(via, { instanceId: account.instance });
    demandRunning(instance);
    demandFree(await findAccount(account, via));
    await demandAnswer(via, addressesOf(instance));
    return {};
  },

  /** Sends no old password: a reset asks for none, and a wrong one would be a try. */
  async set(account, next, via) {
    const found = await findAccount(account, via);
    demandFree(found);
    await resetAclAccountPassWord(via, { instanceId: account.instance, accountId: found.accountId, newPassword: next });
  },

  async ready(account, via) {
    return isSettled(await findAccount(account, via));
  },

  async check(account, secret, via) {
    const instance = await showInstance(via, { instanceId: account.instance });
    demandPassword(instance);
    return login(via, addressesOf(instance), credentialsOf(account, secret));
  },

  async facts({ instance: instanceId, user, login: form = "one-argument" }, via): Promise<Facts> {
    const instance = await showInstance(via, { instanceId });
    return { user, ...factsOf(instance), login: form };
  },
};

/** https://support.huaweicloud.com/eu/usermanual-dcs/dcs-ug-221220.html: a normal account logs in with one argument, its name and its password with a colon between them. */
function credentialsOf({ user, login: form }: AclAccountName, secret: Secret): { username?: string; password: string } {
  if (form === "two-argument") return { username: user, password: secret.reveal() };
  return { password: `${user}:${secret.reveal()}` };
}
