import type { Connection } from "@rekey/core";
import { tell } from "../ask.ts";
import { classify } from "../classify.ts";

/**
 * Gives a member a new random password, which Meeting sends to the member's mail or phone and to nobody else. Each call makes another one. Needs
 * an enterprise administrator.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0097.html
 */
export function resetPwdByAdmin(
  connection: Connection,
  { account, signal }: { account: string; signal?: AbortSignal | undefined },
): Promise<void> {
  return tell(connection, {
    operation: "resetPwdByAdmin",
    method: "PUT",
    path: "/v1/usg/acs/password/admin/reset",
    body: { account },
    repeat: "never",
    classify,
    signal,
  });
}
