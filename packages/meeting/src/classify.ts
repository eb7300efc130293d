import { classifier, type Code, type Codebook, type Verdict } from "@rekey/core";
import { loginStatuses, meetingCodes, type Meaning } from "./codes.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Law 14: a meaning is one of the codes that say *unchanged* only where its text says that the request was turned away. */
const verdicts: Readonly<Record<Meaning, Verdict>> = {
  password: {
    code: "ERR_REFUSED",
    remedy: "Meeting wants other passwords here than its documentation says; report it",
  },
  drifted: { code: "ERR_DRIFTED", remedy: "import the password that is in force" },
  // Proof of this request alone: a lost one of ours may be the change that it speaks of.
  recent: { code: "ERR_UNAVAILABLE", afterMs: 5 * MINUTE_MS },
  busy: { code: "ERR_UNAVAILABLE", afterMs: MINUTE_MS },
  upgrading: { code: "ERR_UNAVAILABLE", afterMs: 15 * MINUTE_MS },
  locked: { code: "ERR_UNAVAILABLE", reason: "lock", afterMs: 5 * MINUTE_MS },
  "brief-lock": { code: "ERR_UNAVAILABLE", reason: "lock", afterMs: MINUTE_MS },
  daily: { code: "ERR_UNAVAILABLE", afterMs: 24 * HOUR_MS },
  captcha: { code: "ERR_UNAVAILABLE", afterMs: HOUR_MS, remedy: "sign in to Meeting by hand once, which answers it" },
  login: { code: "ERR_IDENTITY", remedy: "check the account and its password" },
  app: { code: "ERR_IDENTITY", remedy: "check the App ID, its key, `corpId` and this machine's clock" },
  token: { code: "ERR_IDENTITY", remedy: "sign in again" },
  // Not ERR_IDENTITY: the token is good and its other calls go on, so no circuit opens; only this call waits for a person.
  permission: {
    code: "ERR_REFUSED",
    remedy: "give the connection's identity the rights of an enterprise administrator",
  },
  absent: { code: "ERR_DECLARATION", remedy: "check `account`" },
  external: { code: "ERR_DECLARATION", remedy: "this password is not Meeting's to change: forget the declaration" },
  inactive: { code: "ERR_DECLARATION", remedy: "activate the member first" },
  suspended: { code: "ERR_REFUSED", remedy: "end the account's suspension" },
  endpoint: { code: "ERR_DECLARATION", remedy: "check `endpoints.meeting`: this account belongs to another site" },
  device: { code: "ERR_REFUSED", remedy: "look at the device in the management console" },
  request: { code: "ERR_REFUSED" },
  unknown: { code: "ERR_OUTCOME_UNKNOWN" },
};

const bookOf = (...tables: readonly (readonly Code<Meaning>[])[]): Codebook<Meaning> => ({
  tables,
  verdicts,
  // Replies write `USG.` before what the tables list.
  spelled: (code) => code.replace(/^USG\./, ""),
});

/** The codes of all calls but logins. */
export const codebook = bookOf(meetingCodes);

/** The `Call.classify` of Meeting: what a listed code proves. One that no table lists, and every 5xx, is undefined. */
export const classify = classifier(codebook);

/** The same for logins, whose statuses 412 and 423 say enough by themselves. */
export const classifyLogin = classifier(bookOf(meetingCodes, loginStatuses));
