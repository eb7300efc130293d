import { type Clock, CredentialError, type Secret } from "@rekey/core";
import type { MeetingLogin } from "../auth/login.ts";

/** Renewed that long before its end; a token that lives shorter, at half its life. */
const EARLY_MS = 30 * 60_000;

/** A Held is the token in use. Times are monotonic milliseconds of this machine's clock, so that neither it nor Meeting's need be right. */
export interface Held {
  readonly access: Secret;
  readonly refresh: Secret | undefined;
  readonly refreshEndsMs: number;
  readonly endsMs: number;
  renewMs: number;
}

/** Takes a login's tokens into use. Throws ERR_UNAVAILABLE where it brought none that lives. */
export function heldOf(login: MeetingLogin, clock: Clock): Held {
  const { accessToken, refreshToken, refreshExpireTime } = login;
  const lifeMs = lifeOf(login, login.expireTime, clock) ?? (login.validPeriod ?? 0) * 1000;
  if (!accessToken || lifeMs <= 0)
    throw new CredentialError("ERR_UNAVAILABLE", "Meeting's answer to the login has no token that is valid", {
      service: "meeting",
      cause: new Error("no token"),
    });
  const nowMs = clock.monotonicMs();
  return {
    access: accessToken,
    refresh: refreshToken,
    refreshEndsMs: nowMs + (lifeOf(login, refreshExpireTime, clock) ?? 0),
    endsMs: nowMs + lifeMs,
    renewMs: nowMs + lifeMs - Math.min(EARLY_MS, lifeMs / 2),
  };
}

/** Until `end`, from the instant at which Meeting says that it made the token. */
function lifeOf({ createTime }: MeetingLogin, end: Date | undefined, clock: Clock): number | undefined {
  return end && end.getTime() - (createTime ?? clock.now()).getTime();
}
