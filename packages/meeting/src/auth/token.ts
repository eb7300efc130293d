import type { Connection, Secret } from "@rekey/core";
import { ask, look, tell } from "../ask.ts";
import { classify } from "../classify.ts";
import { type MeetingLogin, loginShape } from "./login.ts";

const TOKEN = "/v1/usg/acs/token";

/**
 * Exchanges a refresh token for new tokens; it stands where other calls have the access token.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0307.html
 */
export function updateToken(
  connection: Connection,
  { refreshToken, signal }: { refreshToken: Secret; signal?: AbortSignal | undefined },
): Promise<MeetingLogin> {
  const headers = { "x-access-token": refreshToken };
  const sent = { operation: "updateToken", method: "PUT", path: TOKEN, headers, repeat: "never", classify } as const;
  return ask(connection, { ...sent, signal }, loginShape);
}

/**
 * Signs out: the token ends.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0309.md
 */
export function deleteToken(
  connection: Connection,
  { accessToken, signal }: { accessToken: Secret; signal?: AbortSignal | undefined },
): Promise<void> {
  const headers = { "x-access-token": accessToken };
  const sent = { operation: "deleteToken", method: "DELETE", path: TOKEN, headers, repeat: "safe", classify } as const;
  return tell(connection, { ...sent, signal });
}

/** A TokenQuestion is whether a token is valid. */
export interface TokenQuestion {
  readonly token: Secret;
  /** Makes a new token of it; false where absent, and then nothing changes. */
  readonly needGenNewToken?: boolean | undefined;
  readonly needAccountInfo?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Says what a token is worth. Throws ERR_IDENTITY where it is not valid.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0308.html
 */
export function checkToken(
  connection: Connection,
  { token, needGenNewToken = false, needAccountInfo, signal }: TokenQuestion,
): Promise<MeetingLogin> {
  const sent = {
    operation: "checkToken",
    method: "POST",
    path: `${TOKEN}/validate`,
    body: { token, needGenNewToken, needAccountInfo },
    classify,
    signal,
  } as const;
  if (needGenNewToken) return ask(connection, { ...sent, repeat: "never" }, loginShape);
  return look(connection, sent, loginShape);
}
