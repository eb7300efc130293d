import type { Body, Connection, Secret } from "@rekey/core";
import { classify } from "../codes/classify.ts";

/** A UserChange is what an administrator changes of a user; what is absent stays. */
export interface UserChange {
  readonly userId: string;
  /** 6 to 32 characters of two classes of four at least, and whatever the account's policy adds. */
  readonly password?: Secret | undefined;
  /** True: the user has to change it at the next login. */
  readonly pwdStatus?: boolean | undefined;
  readonly enabled?: boolean | undefined;
  readonly description?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Changes an IAM user, as an administrator.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0011.html
 */
export async function updateUser(connection: Connection, { userId, signal, ...change }: UserChange): Promise<void> {
  await connection.send({
    service: "iam",
    operation: "updateUser",
    method: "PUT",
    path: "/v3.0/OS-USER/users/{user_id}",
    params: { user_id: userId },
    body: bodyOf(change),
    repeat: "never",
    classify: classify("iam:users:updateUser"),
    signal,
  });
}

/**
 * The same by the older operation, which the official SDKs have beside it.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0013.html
 */
export async function keystoneUpdateUserByAdmin(
  connection: Connection,
  { userId, signal, ...change }: UserChange,
): Promise<void> {
  await connection.send({
    service: "iam",
    operation: "keystoneUpdateUserByAdmin",
    method: "PATCH",
    path: "/v3/users/{user_id}",
    params: { user_id: userId },
    body: bodyOf(change),
    repeat: "never",
    classify: classify("iam:users:updateUser"),
    signal,
  });
}

function bodyOf({ password, pwdStatus, enabled, description }: Omit<UserChange, "userId" | "signal">): Body {
  return {
    user: {
      ...(password && { password }),
      ...(pwdStatus !== undefined && { pwd_status: pwdStatus }),
      ...(enabled !== undefined && { enabled }),
      ...(description !== undefined && { description }),
    },
  };
}
