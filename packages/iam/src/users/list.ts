import { type Connection, flag, look, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

const user = z
  .object({ id: z.string(), name: z.string(), domain_id: text, enabled: flag, description: text })
  .transform(({ domain_id, ...it }) => ({ ...it, domainId: domain_id }));

const shape = z.object({ users: z.array(user) });

/** A ListedUser is an IAM user as the list shows it. */
export type ListedUser = z.infer<typeof user>;

/**
 * Lists IAM users, those of one name where it is given.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0001.html
 */
export function keystoneListUsers(
  connection: Connection,
  { name, signal }: { name?: string; signal?: AbortSignal } = {},
): Promise<{ users: ListedUser[] }> {
  const call = {
    service: "iam",
    operation: "keystoneListUsers",
    method: "GET",
    path: "/v3/users",
    query: { name },
    classify: classify("iam:users:listUsers"),
    signal,
  } as const;
  return look(connection, call, shape);
}
