import { type Connection, whole } from "@rekey/core";
import { z } from "zod";
import { look } from "../ask.ts";
import { classify } from "../classify.ts";
import { type Member, member } from "./member.ts";

/** A UserSearch asks for members of the enterprise; everything is optional. */
export interface UserSearch {
  readonly offset?: number | undefined;
  /** 10 where absent. */
  readonly limit?: number | undefined;
  /** Looked for inside name, phone, mail, account and third-party id. */
  readonly searchKey?: string | undefined;
  /** 2: a common user, which is what is found where absent; 12: a smart TV; 13: an IdeaHub; 14: SmartRooms. */
  readonly userType?: readonly number[] | undefined;
  /** 0: normal; 1: disabled; all where absent. */
  readonly status?: 0 | 1 | undefined;
  /** Devices too that were never activated; a newer page says that this will be dropped. */
  readonly containsUnActive?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

const shape = z.object({ count: whole, data: z.array(member).nullish() });

/**
 * Lists members, page by page. An offset behind the last page answers with the last page.
 * https://support.huaweicloud.com/intl/en-us/api-meeting/meeting_21_0071.html
 */
export async function searchUsers(
  connection: Connection,
  { signal, userType, ...query }: UserSearch = {},
): Promise<{ count: number; users: readonly Member[] }> {
  const sent = {
    operation: "searchUsers",
    method: "GET",
    path: "/v1/usg/dcs/corp/member",
    query: { ...query, userType: userType?.map(String) },
    classify,
    signal,
  } as const;
  const { count, data } = await look(connection, sent, shape);
  const users = data ?? [];
  return { count: count ?? users.length, users };
}
