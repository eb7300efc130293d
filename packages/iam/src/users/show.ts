import { type Connection, flag, look, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";
import { instant } from "../instant.ts";

/** An IamUser is one user of an account. */
export type IamUser = z.infer<typeof user>;

const user = z
  .object({
    id: z.string(),
    name: z.string(),
    domain_id: z.string(),
    enabled: flag,
    is_domain_owner: flag,
    access_mode: text,
    pwd_status: flag,
    pwd_strength: text,
    pwd_create_time: instant,
    modify_pwd_time: instant,
    last_login_time: instant,
    last_pwd_auth_time: instant,
  })
  .transform((it) => ({
    id: it.id,
    name: it.name,
    domainId: it.domain_id,
    enabled: it.enabled,
    isDomainOwner: it.is_domain_owner,
    /** `default`, `programmatic` or `console`; only the first two may ask for a token. */
    accessMode: it.access_mode,
    /** True: the password has to be changed at the next login. */
    pwdStatus: it.pwd_status,
    pwdStrength: it.pwd_strength,
    /** When the password was made; older pages say: made or changed. By the second. */
    pwdCreateTime: it.pwd_create_time,
    /** When it was changed last; newer pages alone have it. */
    modifyPwdTime: it.modify_pwd_time,
    lastLoginTime: it.last_login_time,
    lastPwdAuthTime: it.last_pwd_auth_time,
  }));

const shape = z.object({ user });

/**
 * Shows one IAM user.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0003.html
 */
export async function showUser(
  connection: Connection,
  { userId, signal }: { userId: string; signal?: AbortSignal },
): Promise<IamUser> {
  const call = {
    service: "iam",
    operation: "showUser",
    method: "GET",
    path: "/v3.0/OS-USER/users/{user_id}",
    params: { user_id: userId },
    classify: classify("iam:users:getUser"),
    signal,
  } as const;
  return (await look(connection, call, shape)).user;
}
