import type { Facts, Settable } from "@rekey/core";
import { z } from "zod";
import { addressesOf } from "../instances/addresses.ts";
import { factsOf } from "../instances/facts.ts";
import { locateInstance } from "../instances/locate.ts";
import { instanceName } from "../instances/name.ts";
import { resetPassword } from "../instances/reset-password.ts";
import { demandPassword, demandRunning } from "../instances/running.ts";
import { showInstance } from "../instances/show.ts";
import { demandAnswer, login } from "../login/login.ts";
import { rulesFor } from "../passwords/rules.ts";

const MINUTE_MS = 60_000;

/** How DCS lists the instance's own user; no ACL account can have this name. */
const USER = "default";

const instanceOwn = z.strictObject({ instance: instanceName });

/** An InstanceOwn says whose password: the default user of one instance. */
export type InstanceOwn = z.infer<typeof instanceOwn>;

/** The kind `dcs.instance-password`: the password of an instance's default user, set by an administrator's reset and proved by a Redis login. */
export const instancePassword: Settable<InstanceOwn> = {
  name: "dcs.instance-password",
  secret: "supplied",
  account: instanceOwn,
  // Documented for the control plane: https://support.huaweicloud.com/intl/en-us/usermanual-dcs/dcs-ug-0312040.html. Unconfirmed whether Redis logins count, so ours do.
  limits: { lockout: { tries: 5, windowMs: 5 * MINUTE_MS } },
  permissions: ["dcs:instance:resetAuthInfo"],

  identity({ instance }) {
    return `dcs:${instance}/${USER}`;
  },

  lane({ instance }) {
    return `dcs:${instance}`;
  },

  rules() {
    return rulesFor(USER);
  },

  async locate(account, via) {
    return { ...account, instance: await locateInstance(via, account.instance) };
  },

  async before({ instance: instanceId }, via): Promise<Facts> {
    const instance = await showInstance(via, { instanceId });
    demandRunning(instance);
    await demandAnswer(via, addressesOf(instance));
    return {};
  },

  /** Looks again: a reset of an instance that has become password-free would shut out everybody who logs in without one. */
  async set({ instance: instanceId }, next, via) {
    demandRunning(await showInstance(via, { instanceId }));
    await resetPassword(via, { instanceId, newPassword: next });
  },

  /** Where the reset fails on a node the instance may restart and go back to the old password, so its login decides, once it is RUNNING again. */
  async ready({ instance: instanceId }, via) {
    return (await showInstance(via, { instanceId })).status === "RUNNING";
  },

  async check({ instance: instanceId }, secret, via) {
    const instance = await showInstance(via, { instanceId });
    demandPassword(instance);
    return login(via, addressesOf(instance), { password: secret.reveal() });
  },

  async facts({ instance: instanceId }, via): Promise<Facts> {
    return { user: USER, ...factsOf(await showInstance(via, { instanceId })) };
  },
};
