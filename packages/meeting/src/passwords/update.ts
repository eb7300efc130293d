import type { Connection, Secret } from "@rekey/core";
import { tell } from "../ask.ts";
import { classify } from "../classify.ts";

/** A PasswordUpdate carries the old password as proof. */
export interface PasswordUpdate {
  /** With its domain, the page says; its own samples have none. */
  readonly account: string;
  readonly oldPwd: Secret;
  /** 8 to 32 characters of two classes of four. */
  readonly newPwd: Secret;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Changes the password of the member that the connection is signed in as. Throws ERR_DRIFTED where the old one is wrong, which is a try;
 * ERR_UNAVAILABLE within five minutes of the last change; ERR_REFUSED where the new one breaks a rule.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0096.html
 */
export function updatePwd(connection: Connection, { account, oldPwd, newPwd, signal }: PasswordUpdate): Promise<void> {
  return tell(connection, {
    operation: "updatePwd",
    method: "PUT",
    path: "/v1/usg/acs/password",
    body: { account, oldPwd, newPwd },
    repeat: "never",
    classify,
    signal,
  });
}
