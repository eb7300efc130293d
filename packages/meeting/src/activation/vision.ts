import { type Connection, json, type Reply, Secret, text, whole } from "@rekey/core";
import { z } from "zod";
import { look, meetingCall } from "../ask.ts";
import { classify } from "../classify.ts";

const CODES = "/v1/usg/dcs/corp/vision/activecode";

/** An ActivationReset names a device's account, and whom the new code is sent to; nobody where nothing is said. */
export interface ActivationReset {
  readonly account: string;
  readonly country?: string | undefined;
  readonly emailAddr?: string | undefined;
  readonly smsNumber?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gives a device's account a new activation code: the device that is bound to it is signed out at once. The reply holds the code and is left
 * unread, so that it can be kept first: read it with `readActiveCode`. Lost without a mail or a number, the code is lost.
 * PUT is right; the page's sample says POST. https://support.huaweicloud.com/api-meeting/meeting_21_1534.html
 */
export function resetVisionActiveCode(
  connection: Connection,
  { account, country, emailAddr, smsNumber, signal }: ActivationReset,
): Promise<Reply> {
  return connection.send(
    meetingCall({
      operation: "resetVisionActiveCode",
      method: "PUT",
      path: `${CODES}/{account}/reset`,
      params: { account },
      body: { country, emailAddr, smsNumber },
      repeat: "never",
      classify,
      signal,
    }),
  );
}

const reset = z.object({ activeCode: z.string().min(1) });

/** Reads the code of a reset: a text, which may begin with zeros. Throws ERR_OUTCOME_UNKNOWN where there is none. */
export function readActiveCode(reply: Reply): Secret {
  return new Secret(json(reply, reset).activeCode);
}

/** A CodeSearch asks for activation codes that wait for their devices; everything is optional. */
export interface CodeSearch {
  readonly offset?: number | undefined;
  /** 10 where absent. */
  readonly limit?: number | undefined;
  /** Looked for inside the code and the device's name. */
  readonly searchKey?: string | undefined;
  /** `idea-hub`, `huawei-vision`, `welink-desktop(iwb)`, `smart-rooms`. */
  readonly devType?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A VisionActiveCode is one activation code; samples show it masked with `*`. */
export type VisionActiveCode = z.output<typeof code>;

const code = z
  .object({
    id: text,
    activeCode: text,
    devName: text,
    devType: text,
    deptCode: text,
    deptName: text,
    expireDate: whole,
  })
  .transform(({ activeCode, ...it }) => ({ ...it, activeCode: activeCode ? new Secret(activeCode) : undefined }));

const page = z.object({ count: whole, data: z.array(code).nullish() });

/**
 * Lists activation codes, page by page.
 * https://support.huaweicloud.com/intl/en-us/api-meeting/meeting_21_1535.html
 */
export async function searchVisionActiveCode(
  connection: Connection,
  { signal, ...query }: CodeSearch = {},
): Promise<{ count: number; codes: readonly VisionActiveCode[] }> {
  const sent = { operation: "searchVisionActiveCode", method: "GET", path: CODES, query, classify, signal } as const;
  const { count, data } = await look(connection, sent, page);
  const codes = data ?? [];
  return { count: count ?? codes.length, codes };
}
