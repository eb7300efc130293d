import type { Connection } from "@rekey/core";
import { z } from "zod";
import { lookAt, writtenAt } from "../ask.ts";
import { classify } from "../codes/classify.ts";
import { accessKey, paths, type PermanentAccessKey } from "./key.ts";

const shape = z.object({ credential: accessKey });

/**
 * Shows one access key, and when it was last used. `shownAt` is the service's time.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0003.html
 */
export async function showPermanentAccessKey(
  connection: Connection,
  { access, signal }: { access: string; signal?: AbortSignal },
): Promise<PermanentAccessKey & { shownAt: Date }> {
  const call = {
    service: "iam",
    operation: "showPermanentAccessKey",
    method: "GET",
    path: paths.one,
    params: { access_key: access },
    classify: classify("iam:credentials:getCredential"),
    signal,
  } as const;
  const { body, reply } = await lookAt(connection, call, shape);
  return { ...body.credential, shownAt: writtenAt(reply) };
}
