import { type Connection, flag, look, text } from "@rekey/core";
import { z } from "zod";
import { isMissing } from "../ask.ts";
import { classify } from "../codes/classify.ts";

const shape = z.object({ login_protect: z.object({ enabled: flag, user_id: text, verification_method: text }) });

/** A LoginProtection is the second factor of a user: `vmfa`, `sms` or `email`. */
export interface LoginProtection {
  readonly enabled: boolean;
  readonly verificationMethod: string | undefined;
}

/**
 * Shows the second factor of a user. One that has none is answered with 404, which is read as none.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0017.html
 */
export async function showUserLoginProtect(
  connection: Connection,
  { userId, signal }: { userId: string; signal?: AbortSignal },
): Promise<LoginProtection> {
  const call = {
    service: "iam",
    operation: "showUserLoginProtect",
    method: "GET",
    path: "/v3.0/OS-USER/users/{user_id}/login-protect",
    params: { user_id: userId },
    classify: classify("iam:users:getUserLoginProtect"),
    signal,
  } as const;
  try {
    const { login_protect: it } = await look(connection, call, shape);
    return { enabled: it.enabled === true, verificationMethod: it.verification_method };
  } catch (error) {
    if (isMissing(error)) return { enabled: false, verificationMethod: undefined };
    throw error;
  }
}
