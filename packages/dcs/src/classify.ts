import { type Call, classifier, type Verdict } from "@rekey/core";
import { dcsCodes, type Meaning } from "./codes.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Law 14: a meaning is one of the codes that say *unchanged* only where the documentation says that the request was turned away. */
const verdicts: Readonly<Record<Meaning, Verdict>> = {
  busy: { code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS },
  // Proof of this request alone: an earlier one of ours may be what the instance is busy with.
  changing: { code: "ERR_UNAVAILABLE", afterMs: 30 * SECOND_MS },
  password: { code: "ERR_REFUSED", remedy: "DCS wants other passwords here than its documentation says; report it" },
  drifted: { code: "ERR_DRIFTED", remedy: "import the password that is in force" },
  open: {
    code: "ERR_DECLARATION",
    remedy: "ACL accounts need an instance with a password: end its password-free access",
  },
  absent: { code: "ERR_DECLARATION", remedy: "check `account.instance` and the connection's region and project" },
  declaration: { code: "ERR_DECLARATION", remedy: "check `account` and the connection's project" },
  endpoint: { code: "ERR_DECLARATION", remedy: "check the connection's region and endpoints" },
  identity: { code: "ERR_IDENTITY", remedy: "check the connection's credentials and project" },
  // Not ERR_IDENTITY: the key is good and its other calls go on, so no circuit opens; only this call waits for a person.
  permission: { code: "ERR_REFUSED", remedy: "grant the connection's identity the permission for this call" },
  request: { code: "ERR_REFUSED" },
  unknown: { code: "ERR_OUTCOME_UNKNOWN" },
};

/** The table of codes prints two of them with a blank (`DCS. 4855`). */
const spelled = (code: string) => code.replaceAll(" ", "");

/** The `Call.classify` of DCS, for a call that needs an action: what a documented code proves. */
export function classify(action?: string): NonNullable<Call["classify"]> {
  return classifier({ tables: [dcsCodes], verdicts, spelled }, action);
}
