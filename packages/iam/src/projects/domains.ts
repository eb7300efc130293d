import { type Connection, flag, look } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

const shape = z.object({ domains: z.array(z.object({ id: z.string(), name: z.string(), enabled: flag })) });

/** A Domain is an account, as IAM's older pages call it. */
export type Domain = z.infer<typeof shape>["domains"][number];

/**
 * Lists the accounts that the connection can act in: its own.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_07_0001.html
 */
export function keystoneListAuthDomains(
  connection: Connection,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ domains: Domain[] }> {
  const call = {
    service: "iam",
    operation: "keystoneListAuthDomains",
    method: "GET",
    path: "/v3/auth/domains",
    classify: classify(),
    signal,
  } as const;
  return look(connection, call, shape);
}
