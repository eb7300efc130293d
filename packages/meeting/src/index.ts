import type { CredentialKind } from "@rekey/core";
import { adminReset } from "./admin-reset/kind.ts";
import { ownPassword } from "./own-password/kind.ts";
import { terminalActiveCode } from "./terminal-code/kind.ts";
import { visionActiveCode } from "./vision-code/kind.ts";

export { resetActivecode, type TerminalReset } from "./activation/terminal.ts";
export {
  type ActivationReset,
  type CodeSearch,
  readActiveCode,
  resetVisionActiveCode,
  searchVisionActiveCode,
  type VisionActiveCode,
} from "./activation/vision.ts";
export type { MemberReset } from "./admin-reset/kind.ts";
export { type AccountLogin, createToken } from "./auth/account.ts";
export { type AppIdLogin, createAppIdToken } from "./auth/app-id.ts";
export type { MeetingLogin } from "./auth/login.ts";
export { type AppIdentity, type Moment, signApp } from "./auth/signature.ts";
export { checkToken, deleteToken, type TokenQuestion, updateToken } from "./auth/token.ts";
export { classify, classifyLogin } from "./classify.ts";
export { loginStatuses, type Meaning, type MeetingCode, meetingCodes } from "./codes.ts";
export type { Member } from "./members/member.ts";
export { searchUsers, type UserSearch } from "./members/search.ts";
export { showUserDetail } from "./members/show.ts";
export type { MemberPassword } from "./own-password/account.ts";
export { resetPwdByAdmin } from "./passwords/reset.ts";
export { type PasswordUpdate, updatePwd } from "./passwords/update.ts";
export { type MeetingAccount, withMeetingAccount } from "./session/account.ts";
export { type MeetingApp, type MeetingAppSource, type SessionOptions, withMeetingApp } from "./session/app.ts";
export type { MeetingConnection } from "./session/connection.ts";
export type { TerminalCode } from "./terminal-code/kind.ts";
export type { VisionCode } from "./vision-code/kind.ts";
export { adminReset, ownPassword, terminalActiveCode, visionActiveCode };

/** Every kind of Meeting: a new one is one file, one test, and one line here. */
export const kinds: readonly CredentialKind[] = [ownPassword, adminReset, visionActiveCode, terminalActiveCode];
