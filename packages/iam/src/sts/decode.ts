import { type Connection, look } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

const shape = z.object({ decoded_message: z.string() }).transform((it) => ({ decodedMessage: it.decoded_message }));

/**
 * Decodes the `encoded_authorization_message` of a refusal: which policy said no. It needs the action sts::decodeAuthorizationMessage.
 * https://support.huaweicloud.com/api-iam5/DecodeAuthorizationMessage.html
 */
export function decodeAuthorizationMessage(
  connection: Connection,
  { encodedMessage, signal }: { encodedMessage: string; signal?: AbortSignal },
): Promise<{ decodedMessage: string }> {
  const call = {
    service: "sts",
    operation: "decodeAuthorizationMessage",
    method: "POST",
    path: "/v5/decode-authorization-message",
    body: { encoded_message: encodedMessage },
    classify: classify("sts::decodeAuthorizationMessage"),
    signal,
  } as const;
  return look(connection, call, shape);
}
