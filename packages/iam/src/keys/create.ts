import { type Connection, type Issued, json, type Reply, Secret } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";
import { createKeyCodes } from "../codes/iam.ts";
import { paths } from "./key.ts";

/** A KeyWish is whose access key to make. */
export interface KeyWish {
  readonly userId: string;
  readonly description?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes an access key. Its secret is in this reply and nowhere else, ever: keep the reply before reading it. Throws ERR_REFUSED where the user has two.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0001.html
 */
export function createPermanentAccessKey(
  connection: Connection,
  { userId, description, signal }: KeyWish,
): Promise<Reply> {
  return connection.send({
    service: "iam",
    operation: "createPermanentAccessKey",
    method: "POST",
    path: paths.all,
    body: { credential: { user_id: userId, ...(description !== undefined && { description }) } },
    repeat: "never",
    classify: classify("iam:credentials:createCredential", createKeyCodes),
    signal,
  });
}

const shape = z.object({ credential: z.object({ access: z.string().min(1), secret: z.string().min(1) }) });

/** Reads the reply of `createPermanentAccessKey`: the secret key, and the access key as its id. */
export function issuedKey(reply: Reply): Issued & { id: string } {
  const { credential } = json(reply, shape);
  return { secret: new Secret(credential.secret), id: credential.access };
}
