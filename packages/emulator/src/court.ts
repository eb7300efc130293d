import type { Court } from "./gateway/judge.ts";
import { bearer, type Iam, keysOf, used } from "./iam/state.ts";
import { openLock } from "./signature/lock.ts";

/** The court of a world: keys come and go with the users of IAM, who learn from the gateway when one was used. */
export function courtOf(iam: Iam, services: Court["services"]): Court {
  const lock = openLock();
  return {
    services,
    project: iam.made.project,
    get keys() {
      return keysOf(iam);
    },
    lock: {
      ...lock,
      accepted: (accessKey) => {
        lock.accepted(accessKey);
        used(iam, accessKey);
      },
    },
    bearer: (token) => bearer(iam, token),
  };
}
