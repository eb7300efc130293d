import type { Connection, Secret } from "@rekey/core";
import { classify } from "../codes/classify.ts";
import { ownPasswordCodes } from "../codes/iam.ts";

/** An OwnPassword is a user's change of its own password. */
export interface OwnPassword {
  readonly userId: string;
  readonly password: Secret;
  readonly originalPassword: Secret;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Changes the password of the very user whose session this is: wants a connection made by `userSession`. Every token of the user ends with it. A
 * wrong original password is a try.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0004.html
 */
export async function keystoneUpdateUserPassword(
  connection: Connection,
  { userId, password, originalPassword, signal }: OwnPassword,
): Promise<void> {
  await connection.send({
    service: "iam",
    operation: "keystoneUpdateUserPassword",
    method: "POST",
    path: "/v3/users/{user_id}/password",
    params: { user_id: userId },
    body: { user: { password, original_password: originalPassword } },
    repeat: "never",
    classify: classify(undefined, ownPasswordCodes),
    signal,
  });
}
