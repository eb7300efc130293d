import { createHmac } from "node:crypto";
import type { Secret } from "@rekey/core";

/** An AppIdentity is who an App ID signs in as. */
export interface AppIdentity {
  readonly appId: string;
  readonly appKey: Secret;
  /** A third-party user id; the default administrator where absent. */
  readonly userId?: string | undefined;
  /** In SP mode only: the enterprise, or empty for the SP's own administrator. A single enterprise has none, and sending one fails there. */
  readonly corpId?: string | undefined;
}

/** A Moment is what makes one signature differ from the next. */
export interface Moment {
  /** When the signature lapses, in Unix seconds; 0 is never. */
  readonly expireTime: number;
  /** 32 to 64 characters, new for each signature. */
  readonly nonce: string;
}

/**
 * Signs an App ID login: HMAC-SHA256 in lower-case hex over the parts with a colon between them, which stay where a part is empty. Four parts for
 * a single enterprise, five in SP mode.
 * https://bbs.huaweicloud.com/community/hisreply/id_1646819240717490
 */
export function signApp({ appId, appKey, userId = "", corpId }: AppIdentity, { expireTime, nonce }: Moment): string {
  const parts = [appId, ...(corpId === undefined ? [] : [corpId]), userId, expireTime, nonce];
  return createHmac("sha256", appKey.reveal()).update(parts.join(":")).digest("hex");
}
