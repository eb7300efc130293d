import { type Connection, flag, look, text, whole } from "@rekey/core";
import { z } from "zod";
import { classifyWorkspace } from "../codes/classify.ts";

/** A DesktopUser is a user of cloud desktops as the list shows it. */
export type DesktopUser = z.infer<typeof user>;

const user = z
  .object({
    id: z.string(),
    user_name: text,
    user_email: text,
    active_type: text,
    locked: flag,
    disabled: flag,
    account_expired: flag,
    next_login_change_password: flag,
  })
  .transform((it) => ({
    id: it.id,
    userName: it.user_name,
    userEmail: it.user_email,
    /** `USER_ACTIVATE` or `ADMIN_ACTIVATE`. */
    activeType: it.active_type,
    locked: it.locked,
    disabled: it.disabled,
    accountExpired: it.account_expired,
    nextLoginChangePassword: it.next_login_change_password,
  }));

const shape = z
  .object({ total_count: whole, users: z.array(user) })
  .transform((it) => ({ totalCount: it.total_count, users: it.users }));

/** A DesktopUserQuery asks for users; each field narrows. */
export interface DesktopUserQuery {
  readonly userName?: string;
  readonly activeType?: string;
  /** All of them where absent. */
  readonly limit?: number;
  readonly offset?: number;
  readonly signal?: AbortSignal;
}

/**
 * Lists users of cloud desktops.
 * https://support.huaweicloud.com/intl/en-us/api-workspace/ListUsers.html
 */
export function listUsers(
  connection: Connection,
  { userName, activeType, limit, offset, signal }: DesktopUserQuery = {},
): Promise<{ totalCount: number | undefined; users: DesktopUser[] }> {
  const call = {
    service: "workspace",
    operation: "listUsers",
    method: "GET",
    path: "/v2/{project_id}/users",
    query: { user_name: userName, active_type: activeType, limit, offset },
    classify: classifyWorkspace("workspace:users:list"),
    signal,
  } as const;
  return look(connection, call, shape);
}
