import { type Answer, ask, type Connection, CredentialError, type Secret, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../classify.ts";
import { locked } from "./reset.ts";

const USUAL_LOCK_MINUTES = 5;
const LONGEST_LOCK_MINUTES = 24 * 60;

const shape = z.object({ result: z.string(), message: text, lock_time_left: text, retry_times_left: text });
type Body = z.infer<typeof shape>;

/** An AclPasswordUpdate carries the old password as proof: a wrong one counts, and five lock the account for five minutes. */
export interface AclPasswordUpdate {
  readonly instanceId: string;
  readonly accountId: string;
  readonly oldPassword: Secret;
  readonly newPassword: Secret;
  readonly signal?: AbortSignal;
}

/**
 * Changes the password of an ACL account as its owner. Failures come with status 200: throws ERR_DRIFTED where the old password is wrong,
 * ERR_UNAVAILABLE with `againAt` where the account is locked, ERR_OUTCOME_UNKNOWN for `failed` and every result that is not documented.
 * https://support.huaweicloud.com/intl/en-us/ally-visitor-1-api-dcs/UpdateAclAccountPassWord.html
 */
export async function updateAclAccountPassWord(
  connection: Connection,
  { instanceId, accountId, oldPassword, newPassword, signal }: AclPasswordUpdate,
): Promise<{ result: "success"; message: string | undefined }> {
  const call = {
    service: "dcs",
    operation: "updateAclAccountPassWord",
    method: "PUT",
    path: "/v2/{project_id}/instances/{instance_id}/accounts/{account_id}/password/modify",
    params: { instance_id: instanceId, account_id: accountId },
    body: { old_password: oldPassword, new_password: newPassword },
    repeat: "never",
    classify: classify(),
    signal,
  } as const;
  return done(await ask(connection, call, shape));
}

function done({ body, details }: Answer<Body>): { result: "success"; message: string | undefined } {
  const { result, message } = body;
  if (result === "success") return { result, message };
  const told = { ...details, serviceCode: result };
  if (result === "passwordFailed")
    throw new CredentialError("ERR_DRIFTED", "the old password is wrong", { ...told, remedy: left(body) });
  if (result === "locked")
    throw new CredentialError("ERR_UNAVAILABLE", "the account is locked", {
      ...told,
      ...locked(minutes(body) * 60_000),
    });
  throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply is no documented success", told);
}

/** Law 5: this operation, unlike the reset, reports live counters. */
function left({ retry_times_left: tries }: Body): string {
  const known = /^\d+$/.test(tries ?? "") ? `${tries} wrong tries are left; ` : "";
  return `${known}import the password that is in force`;
}

function minutes({ lock_time_left: time }: Body): number {
  const told = Number(time);
  return told > 0 ? Math.min(told, LONGEST_LOCK_MINUTES) : USUAL_LOCK_MINUTES;
}
