import { type Connection, CredentialError, type Facts, hasCode, type Returned, type Secret } from "@rekey/core";
import { locateUser } from "../account/locate.ts";
import { isMissing } from "../ask.ts";
import { createPermanentAccessKey, issuedKey } from "../keys/create.ts";
import { listPermanentAccessKeys } from "../keys/list.ts";
import { showPermanentAccessKey } from "../keys/show.ts";
import { updatePermanentAccessKey } from "../keys/update.ts";
import { tryAccessKey } from "../sts/caller.ts";
import { showUser } from "../users/show.ts";
import { type IamKeyHolder, iamKeyHolder } from "./account.ts";
import { retireKey } from "./retire.ts";
import { unstamped } from "./stamp.ts";

const MINUTE_MS = 60_000;
/** https://support.huaweicloud.com/intl/en-us/usermanual-iam5/iam_01_1150.html */
const MOST_KEYS = 2;
/** What a key is described as when it is made, which tells ours from one that a person made meanwhile. */
const MADE = "made by Rekey";

/** The kind `iam.access-key`: an IAM user's access key. A new one is made beside the old one, so consumers change over while both work. */
export const accessKey: Returned<IamKeyHolder> = {
  name: "iam.access-key",
  secret: "returned",
  account: iamKeyHolder,
  // https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-0001.html: more than five bad signatures lock a key for five minutes.
  limits: { lockout: { tries: 5, windowMs: 5 * MINUTE_MS } },
  permissions: [
    "iam:credentials:createCredential",
    "iam:credentials:updateCredential",
    "iam:credentials:deleteCredential",
  ],

  identity({ user }) {
    return `iam:${user}/access-key`;
  },

  lane({ user }) {
    return `iam:${user}`;
  },

  async locate(account, via) {
    return { ...account, user: await locateUser(via, account.user) };
  },

  async before({ user: userId }, via): Promise<Facts> {
    const { credentials } = await listPermanentAccessKeys(via, { userId });
    const keys = credentials.map(({ access }) => access);
    if (keys.length >= MOST_KEYS) throw full(userId, keys);
    return { keys: keys.join(",") };
  },

  reset({ user: userId }, via) {
    return createPermanentAccessKey(via, { userId, description: MADE });
  },

  read(reply) {
    return issuedKey(reply);
  },

  /** By a call that says who signed it, with the time of the service's own reply, so that a clock of ours that is wrong refuses no key. */
  async check({ user: userId }, secret, via, id) {
    const { credentials, listedAt } = await listPermanentAccessKeys(via, { userId });
    const active = credentials.filter(({ status }) => status === "active").map(({ access }) => access);
    if (id !== undefined && !active.includes(id)) return "refused";
    const access = id ?? only(active);
    if (access === undefined) return active.length === 0 ? "refused" : "unclear";
    return isOf(via, userId, { key: { accessKey: access, secretKey: secret }, at: listedAt });
  },

  /** A key that was not there before and is described as ours is one whose secret nobody holds. Any other is somebody's, who may be using it: a person decides. */
  async landed({ user: userId }, before, via) {
    const { credentials } = await listPermanentAccessKeys(via, { userId });
    const known = (before["keys"] ?? "").split(",");
    const [fresh, ...others] = credentials.filter(({ access }) => !known.includes(access));
    if (!fresh) return "no";
    return others.length === 0 && unstamped(fresh.description) === MADE ? { orphan: fresh.access } : "unclear";
  },

  retire(_, id, via, isOrphan) {
    return retireKey(via, id, isOrphan);
  },

  async restore(_, id, via) {
    try {
      const { description } = await showPermanentAccessKey(via, { access: id });
      await updatePermanentAccessKey(via, { access: id, status: "active", description: unstamped(description) });
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new CredentialError("ERR_REFUSED", `the access key ${id} is deleted`, { ...error.details, cause: error });
    }
  },

  async facts({ user: userId }, via): Promise<Facts> {
    const { name, domainId } = await showUser(via, { userId });
    return { user: name, userId, accountId: domainId };
  },
};

function only(keys: readonly string[]): string | undefined {
  return keys.length === 1 ? keys[0] : undefined;
}

interface Held {
  readonly key: { readonly accessKey: string; readonly secretKey: Secret };
  readonly at: Date;
}

async function isOf(via: Connection, userId: string, held: Held): Promise<"accepted" | "refused"> {
  try {
    const { principalId } = await tryAccessKey(via, held);
    return principalId === undefined || principalId === userId ? "accepted" : "refused";
  } catch (error) {
    if (hasCode(error, "ERR_DRIFTED")) return "refused";
    throw error;
  }
}

function full(userId: string, keys: readonly string[]): CredentialError {
  return new CredentialError(
    "ERR_REFUSED",
    `the user ${userId} has ${keys.length} access keys, and may have no third`,
    {
      service: "iam",
      remedy: `delete the one that nobody uses: ${keys.join(" or ")}`,
    },
  );
}
