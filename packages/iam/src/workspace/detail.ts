import { type Connection, flag, look, text } from "@rekey/core";
import { z } from "zod";
import { classifyWorkspace } from "../codes/classify.ts";

/** A DesktopUserDetail is one user of cloud desktops; nothing in it says when its password changed. */
export type DesktopUserDetail = z.infer<typeof detail>;

const detail = z
  .object({
    id: text,
    user_name: text,
    user_email: text,
    active_type: text,
    locked: flag,
    disabled: flag,
    user_expired: flag,
    enabled_change_password: flag,
    password_never_expired: flag,
    next_login_change_password: flag,
  })
  .transform((it) => ({
    id: it.id,
    userName: it.user_name,
    userEmail: it.user_email,
    activeType: it.active_type,
    locked: it.locked,
    disabled: it.disabled,
    userExpired: it.user_expired,
    enabledChangePassword: it.enabled_change_password,
    passwordNeverExpired: it.password_never_expired,
    nextLoginChangePassword: it.next_login_change_password,
  }));

const shape = z.object({ user_detail: detail });

/**
 * Shows one user of cloud desktops.
 * https://support.huaweicloud.com/intl/en-us/api-workspace/ListUserDetail.html
 */
export async function listUserDetail(
  connection: Connection,
  { userId, signal }: { userId: string; signal?: AbortSignal },
): Promise<DesktopUserDetail> {
  const call = {
    service: "workspace",
    operation: "listUserDetail",
    method: "GET",
    path: "/v2/{project_id}/users/{user_id}",
    params: { user_id: userId },
    classify: classifyWorkspace("workspace:users:get"),
    signal,
  } as const;
  return (await look(connection, call, shape)).user_detail;
}
