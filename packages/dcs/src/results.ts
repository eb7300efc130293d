/** A Result is one documented word of a reply with status 200 that says what came of a change of a password. */
export interface Result {
  readonly operations: readonly string[];
  /** Its field and its value. */
  readonly field: "code" | "result";
  readonly value: string;
  readonly means: "done" | "drifted" | "locked" | "unknown";
  /** The page that lists it. */
  readonly source: string;
}

const resets = ["resetPassword", "resetAclAccountPassWord"] as const;
const updates = ["updatePassword", "updateAclAccountPassWord"] as const;
const resetPage = "https://support.huaweicloud.com/eu/api-dcs/ResetPassword.html";
const updatePage = "https://support.huaweicloud.com/intl/en-us/ally-visitor-1-api-dcs/UpdatePassword.html";

/** What DCS says with status 200; code "3" is documented for the instance's own password and unconfirmed for ACL accounts. Everything else is unknown. */
export const dcsResults: readonly Result[] = [
  { operations: resets, field: "code", value: "1", means: "done", source: resetPage },
  { operations: resets, field: "code", value: "3", means: "locked", source: resetPage },
  { operations: updates, field: "result", value: "success", means: "done", source: updatePage },
  { operations: updates, field: "result", value: "passwordFailed", means: "drifted", source: updatePage },
  { operations: updates, field: "result", value: "locked", means: "locked", source: updatePage },
  { operations: updates, field: "result", value: "failed", means: "unknown", source: updatePage },
];

/** What a word of an operation's reply means; unknown where no row lists it (law 14). */
export function resultOf(operation: string | undefined, value: string): Result["means"] {
  const row = dcsResults.find((one) => one.value === value && one.operations.some((name) => name === operation));
  return row?.means ?? "unknown";
}
