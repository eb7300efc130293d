import type { CredentialKind } from "@rekey/core";
import { accessKey } from "./access-key/kind.ts";
import { randomPassword } from "./random-password/kind.ts";
import { userPassword } from "./user-password/kind.ts";

export type { IamKeyHolder } from "./access-key/account.ts";
export { classify, classifyWorkspace } from "./codes/classify.ts";
export type { Meaning } from "./codes/meaning.ts";
export { createKeyCodes, iamCodes, loginCodes, ownPasswordCodes } from "./codes/iam.ts";
export { tryKeyCodes } from "./codes/sts.ts";
export { workspaceCodes } from "./codes/workspace.ts";
export { createPermanentAccessKey, issuedKey, type KeyWish } from "./keys/create.ts";
export { deletePermanentAccessKey } from "./keys/delete.ts";
export type { PermanentAccessKey } from "./keys/key.ts";
export { listPermanentAccessKeys } from "./keys/list.ts";
export { showPermanentAccessKey } from "./keys/show.ts";
export { type KeyChange, updatePermanentAccessKey } from "./keys/update.ts";
export { type LoginPolicy, showDomainLoginPolicy } from "./policies/login.ts";
export { type PasswordPolicy, showDomainPasswordPolicy } from "./policies/password.ts";
export { type Domain, keystoneListAuthDomains } from "./projects/domains.ts";
export { keystoneListProjects, type Project } from "./projects/list.ts";
export type { DesktopUserName } from "./random-password/account.ts";
export { agencyKeys, agencySession } from "./sts/agency.ts";
export { assumeAgency, type Assumption, type TemporaryKey } from "./sts/assume.ts";
export { type Caller, getCallerIdentity, type KeyTry, tryAccessKey } from "./sts/caller.ts";
export { decodeAuthorizationMessage } from "./sts/decode.ts";
export type { AccessKey } from "./sts/sign.ts";
export {
  keystoneCreateUserTokenByPassword,
  type Named,
  type Scope,
  type UserLogin,
  type UserToken,
} from "./tokens/create.ts";
export {
  type IamUserOptions,
  type IamUserSource,
  userSession,
  type UserSessionOptions,
  withIamUser,
} from "./tokens/session.ts";
export { UserTokens } from "./tokens/shared.ts";
export type { IamUserName } from "./user-password/account.ts";
export { keystoneListUsers, type ListedUser } from "./users/list.ts";
export { type LoginProtection, showUserLoginProtect } from "./users/login-protect.ts";
export { keystoneUpdateUserPassword, type OwnPassword } from "./users/own-password.ts";
export { type IamUser, showUser } from "./users/show.ts";
export { keystoneUpdateUserByAdmin, updateUser, type UserChange } from "./users/update.ts";
export { type DesktopUserDetail, listUserDetail } from "./workspace/detail.ts";
export { type DesktopUser, type DesktopUserQuery, listUsers } from "./workspace/list.ts";
export {
  issuedPassword,
  type Notice,
  type RandomPasswordWish,
  resetRandomPassword,
} from "./workspace/random-password.ts";
export { accessKey, randomPassword, userPassword };

/** Every kind of IAM: a new one is one file, one test, and one line here. */
export const kinds: readonly CredentialKind[] = [accessKey, randomPassword, userPassword];
