import type { Refusal } from "../gateway/answer.ts";
import type { InstanceStatus } from "./instance.ts";

const of = (status: number, code: string, message: string): Refusal => ({ status, code, message });

/** What DCS refuses with (page "Error Codes" of DCS, and the sample of ResetAclAccountPassWord). */
export const codes = {
  otherProject: of(401, "DCS.1004", "Project ID does not match the token."),
  emptyBody: of(400, "DCS.4004", "Empty request body."),
  notJson: of(400, "DCS.4005", "The message body contains invalid characters or is not in JSON format."),
  complexity: of(400, "DCS.4019", "The password does not meet complexity requirements."),
  noPassword: of(400, "DCS.4845", "The password parameter is missing or its value is invalid."),
  /** That it means these is our choice, as no page says what a `no_password_access` of `true` beside a password is, or whether `true` alone is allowed. */
  noPasswordAccess: of(400, "DCS.4843", "The no_password_access parameter is missing or its value is invalid."),
  /** The code is documented, its use here ours: an account too many, a name that is taken, a default user whose password has a colon. */
  notAllowed: of(400, "DCS.4026", "This operation is not allowed when the DCS instance is in the current state."),
  changing: of(400, "DCS.4115", "the instance is changing the password."),
  noInstance: of(404, "DCS.3022", "This DCS instance does not exist."),
  /** The only code that the page of ResetAclAccountPassWord shows, without a text; that it means an unknown account is our choice. */
  noAccount: { status: 400, code: "DCS.4961" },
} as const satisfies Record<string, Refusal>;

/** Why an instance that is not RUNNING takes no change. Busy is a 400. */
export const busy: Record<Exclude<InstanceStatus, "RUNNING">, Refusal> = {
  RESTARTING: of(400, "DCS.4111", "the instance is restarting."),
  EXTENDING: of(400, "DCS.4113", "the instance is extending."),
  CREATING: of(400, "DCS.4118", "the instance is creating."),
  FROZEN: of(400, "DCS.4120", "the instance is Freezing."),
  RESTORING: of(400, "DCS.4097", "the instance is restoring."),
  FLUSHING: of(400, "DCS.4026", "This operation is not allowed when the DCS instance is in the current state."),
  CREATEFAILED: of(400, "DCS.4049", "The instance is not in the running state."),
  ERROR: of(
    400,
    "DCS.4104",
    "The DCS instance is recovering from an internal fault. Please try again later or contact customer service.",
  ),
};

export function invalid(parameter: string): Refusal {
  return of(400, "DCS.4800", `Invalid ${parameter} in the request.`);
}

export function forbidden(action: string): Refusal {
  return of(403, "DCS.2007", `Policy does not allow ${action} to be performed.`);
}
