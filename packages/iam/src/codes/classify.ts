import { type Call, classifier, type Code, type Verdict } from "@rekey/core";
import type { Meaning } from "./meaning.ts";
import { iamCodes } from "./iam.ts";
import { workspaceCodes } from "./workspace.ts";

const MINUTE_MS = 60_000;

/** Law 14: a meaning is one of the codes that say *unchanged* only where the documentation says that the request was turned away. */
const verdicts: Readonly<Record<Meaning, Verdict>> = {
  identity: { code: "ERR_IDENTITY", remedy: "check the connection's credentials" },
  // Not ERR_IDENTITY: the key is good and its other calls go on, so no circuit opens; only this call waits for a person.
  permission: { code: "ERR_REFUSED", remedy: "grant the connection's identity the permission for this call" },
  absent: { code: "ERR_DECLARATION", remedy: "check `account` and the connection's region and project" },
  password: { code: "ERR_REFUSED", remedy: "IAM wants other passwords here than its policy says; report it" },
  same: { code: "ERR_REFUSED" },
  "two-keys": {
    code: "ERR_REFUSED",
    remedy: "a user has two access keys at most: delete the one that nobody uses, in the console",
  },
  // https://support.huaweicloud.com/intl/en-us/usermanual-iam/iam_07_0001.html: 15 minutes unless an administrator says otherwise.
  locked: { code: "ERR_UNAVAILABLE", reason: "lock", afterMs: 15 * MINUTE_MS },
  wrong: { code: "ERR_DRIFTED", remedy: "import the secret that is in force" },
  barred: { code: "ERR_DECLARATION", remedy: "enable the user, and its programmatic access" },
  throttled: { code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS },
  conflict: { code: "ERR_REFUSED" },
  request: { code: "ERR_REFUSED" },
  unknown: { code: "ERR_OUTCOME_UNKNOWN" },
};

/** The `Call.classify` of IAM and STS: what a documented code proves. `own` are codes that mean something else for this one operation. */
export function classify(action?: string, own: readonly Code<Meaning>[] = []): NonNullable<Call["classify"]> {
  return classifier({ tables: [own, iamCodes], verdicts }, action);
}

/** The `Call.classify` of Workspace. */
export function classifyWorkspace(action?: string): NonNullable<Call["classify"]> {
  return classifier({ tables: [workspaceCodes], verdicts }, action);
}
