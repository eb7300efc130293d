import type { Connection } from "@rekey/core";
import { look } from "../ask.ts";
import { classify } from "../classify.ts";
import { type Member, member } from "./member.ts";

/**
 * Shows one member. `accountType` says what `account` is: 0, its Meeting account, where absent; 1, the third-party id that App ID logins use.
 * https://support.huaweicloud.com/intl/en-us/api-meeting/meeting_21_0069.html
 */
export function showUserDetail(
  connection: Connection,
  {
    account,
    accountType,
    signal,
  }: { account: string; accountType?: 0 | 1 | undefined; signal?: AbortSignal | undefined },
): Promise<Member> {
  const sent = {
    operation: "showUserDetail",
    method: "GET",
    path: "/v1/usg/dcs/corp/member/{account}",
    params: { account },
    query: { accountType },
    classify,
    signal,
  } as const;
  return look(connection, sent, member);
}
