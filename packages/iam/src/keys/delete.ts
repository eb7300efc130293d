import type { Connection } from "@rekey/core";
import { classify } from "../codes/classify.ts";
import { paths } from "./key.ts";

/**
 * Deletes an access key, for ever.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0005.html
 */
export async function deletePermanentAccessKey(
  connection: Connection,
  { access, signal }: { access: string; signal?: AbortSignal },
): Promise<void> {
  await connection.send({
    service: "iam",
    operation: "deletePermanentAccessKey",
    method: "DELETE",
    path: paths.one,
    params: { access_key: access },
    repeat: "never",
    classify: classify("iam:credentials:deleteCredential"),
    signal,
  });
}
