import type { Code } from "@rekey/core";

/** A Meaning is what a code says about a request: `classify` turns it into one of our errors. */
export type Meaning =
  /** The new password breaks a rule that another one may keep. */
  | "password"
  /** The old password is wrong. */
  | "drifted"
  /** The password was changed less than five minutes ago, perhaps by a call of our own whose reply was lost. */
  | "recent"
  | "busy"
  | "upgrading"
  /** Too many wrong tries; it ends by itself. */
  | "locked"
  /** As above, for 60 seconds. */
  | "brief-lock"
  /** Used up for a day. */
  | "daily"
  /** A person has to answer a captcha or move a slider. */
  | "captcha"
  /** The name and the password of a login do not belong together. */
  | "login"
  /** The App ID's signature was refused. */
  | "app"
  /** The token is not valid any more: sign in again. */
  | "token"
  | "permission"
  | "absent"
  /** No password can be set for this member at all. */
  | "external"
  | "inactive"
  | "suspended"
  | "endpoint"
  | "device"
  | "request"
  | "unknown";

/** A MeetingCode is one code of Meeting, without the `USG.` that replies put before it. */
export interface MeetingCode extends Code<Meaning> {
  readonly code: string;
  readonly text: string;
}

const login = "https://support.huaweicloud.com/api-meeting/meeting_21_0306.html";
const rest = "https://huaweicloud.com/s/Jeagheagj-WvhueggeWcqOe6v-ino-WvhiU/t_30_p_10 (quotes `400 USG.206030014`)";
const validate = "terraform-provider-huaweicloud, huaweicloud/services/meeting/config.go";
/** Numbers of a client library whose texts match the documented rules one for one; that REST replies write `USG.` before them is inferred. */
const client = "the Meeting client SDK's header HWMSDKUsg";

type Row = readonly [code: string, means: Meaning, text: string];

const rows: readonly Row[] = [
  ["206030006", "drifted", "the old password is wrong"],
  ["206030007", "password", "the length of the new password"],
  ["206030008", "password", "the complexity of the new password"],
  ["206030009", "password", "the new password was used before"],
  ["206030010", "password", "repeated characters"],
  ["206030011", "recent", "changed less than five minutes ago"],
  ["206030012", "password", "contains the account or its reverse"],
  ["206030013", "password", "fewer than two characters differ from the old one"],
  ["201040016", "password", "on a list of weak passwords"],
  ["206030015", "brief-lock", "the user is locked for 60 seconds"],
  ["206030016", "permission", "no right to reset another's password"],
  ["206030005", "external", "the system does not support changing the password"],
  ["206030028", "external", "single sign-on is on"],
  ["206030031", "external", "a Huawei account, whose password is not Meeting's"],
  ["206030000", "absent", "no such user"],
  ["206030018", "daily", "more than ten forgotten passwords in a day"],
  ["206010000", "login", "wrong user or password"],
  ["206010007", "inactive", "the user is not activated"],
  ["206010025", "app", "the check of the App ID failed"],
  ["206010057", "app", "the signature is out of date"],
  ["206010058", "app", "the App ID is not bound to the enterprise"],
  ["206010030", "absent", "the App ID may not register users"],
  ["206010064", "endpoint", "the account belongs to another site"],
  ["206020000", "token", "the token is not valid"],
  ["206020002", "token", "the token was pushed out by another login"],
  ["206010011", "captcha", "a verification code is wanted"],
  ["206060009", "captcha", "a slider is wanted"],
  ["206060010", "captcha", "a slider is wanted"],
  ["206060011", "captcha", "a slider is wanted"],
  ["206060012", "captcha", "a slider is wanted"],
  ["206060013", "captcha", "a slider is wanted"],
  ["206060014", "captcha", "a slider is wanted"],
  ["206060015", "captcha", "a slider is wanted"],
  ["200000001", "busy", "the system is busy"],
  ["200000002", "unknown", "an internal error"],
  ["200000003", "request", "a wrong parameter"],
  ["200000004", "token", "an illegal request: the token in the header"],
  ["200000005", "upgrading", "an upgrade is under way"],
  ["118000002", "locked", "the account is locked"],
  ["412100010", "locked", "the account is locked"],
  ["201050012", "absent", "no such activation code"],
  ["201050015", "device", "a wrong activation code"],
  ["201040031", "device", "the activation code is out of date"],
  ["201050021", "unknown", "it failed, and nobody says at what"],
  ["201050022", "device", "this terminal may not be unbound"],
  ["211030046", "device", "no activation code of an IdeaHub"],
];

/** Every code of Meeting (USG) that a source names, with its status where it is known, its meaning and its source. */
export const meetingCodes: readonly MeetingCode[] = [
  { code: "206030014", status: 400, means: "password", text: "the format of the new password", source: rest },
  { code: "000000004", status: 401, means: "token", text: "the token is not valid", source: validate },
  ...rows.map(([code, means, text]) => ({ code, means, text, source: client })),
];

/** The statuses that the pages of both logins document beside 200, 400, 401 and 500. */
export const loginStatuses: readonly (Code<Meaning> & { readonly status: number })[] = [
  { status: 412, means: "suspended", source: login },
  { status: 423, means: "locked", source: login },
];
