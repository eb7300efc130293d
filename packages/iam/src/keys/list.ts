import type { Connection } from "@rekey/core";
import { z } from "zod";
import { lookAt, writtenAt } from "../ask.ts";
import { classify } from "../codes/classify.ts";
import { accessKey, paths, type PermanentAccessKey } from "./key.ts";

const shape = z.object({ credentials: z.array(accessKey) });

/**
 * Lists the access keys of a user, those of the connection's own where none is named; there is no paging. `listedAt` is the service's time.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0002.html
 */
export async function listPermanentAccessKeys(
  connection: Connection,
  { userId, signal }: { userId?: string; signal?: AbortSignal } = {},
): Promise<{ credentials: PermanentAccessKey[]; listedAt: Date }> {
  const call = {
    service: "iam",
    operation: "listPermanentAccessKeys",
    method: "GET",
    path: paths.all,
    query: { user_id: userId },
    classify: classify("iam:credentials:listCredentials"),
    signal,
  } as const;
  const { body, reply } = await lookAt(connection, call, shape);
  return { credentials: body.credentials, listedAt: writtenAt(reply) };
}
