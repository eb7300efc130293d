import type { Connection } from "@rekey/core";
import { classify } from "../codes/classify.ts";
import { paths } from "./key.ts";

/** A KeyChange is what changes of an access key: one of the two at least. */
export interface KeyChange {
  readonly access: string;
  readonly status?: "active" | "inactive" | undefined;
  readonly description?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Activates, deactivates or describes an access key. How soon that holds everywhere is not documented.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0004.html
 */
export async function updatePermanentAccessKey(
  connection: Connection,
  { access, status, description, signal }: KeyChange,
): Promise<void> {
  await connection.send({
    service: "iam",
    operation: "updatePermanentAccessKey",
    method: "PUT",
    path: paths.one,
    params: { access_key: access },
    body: { credential: { ...(status && { status }), ...(description !== undefined && { description }) } },
    repeat: "never",
    classify: classify("iam:credentials:updateCredential"),
    signal,
  });
}
