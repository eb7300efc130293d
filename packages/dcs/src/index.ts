import type { CredentialKind } from "@rekey/core";
import { aclPassword } from "./acl-password/kind.ts";
import { instancePassword } from "./instance-password/kind.ts";

export { type AclAccountCreation, createAclAccount } from "./accounts/create.ts";
export { deleteAclAccount } from "./accounts/delete.ts";
export { type AclAccount, listAclAccounts } from "./accounts/list.ts";
export { type AclPasswordReset, resetAclAccountPassWord } from "./accounts/reset.ts";
export { type AclPasswordUpdate, updateAclAccountPassWord } from "./accounts/update.ts";
export type { AclAccountName } from "./acl-password/account.ts";
export { classify } from "./classify.ts";
export { dcsCodes, type Meaning } from "./codes.ts";
export type { InstanceOwn } from "./instance-password/kind.ts";
export type { Instance } from "./instances/instance.ts";
export { everyInstance, type InstanceQuery, listInstances } from "./instances/list.ts";
export { type PasswordReset, resetPassword } from "./instances/reset-password.ts";
export { showInstance } from "./instances/show.ts";
export { type PasswordUpdate, updatePassword } from "./instances/update-password.ts";
export { type Result, dcsResults } from "./results.ts";
export { aclPassword, instancePassword };

/** Every kind of DCS: a new one is one file, one test, and one line here. */
export const kinds: readonly CredentialKind[] = [aclPassword, instancePassword];
