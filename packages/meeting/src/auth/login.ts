import { flag, Secret, text, whole } from "@rekey/core";
import { z } from "zod";

/** A MeetingLogin is the reply to a login. All of it that is or holds a secret is a Secret: both tokens, and the whole of `user`. */
export type MeetingLogin = z.output<typeof loginShape>;

/** Expiry is documented in seconds, creation in milliseconds. `proxyToken`, which holds more tokens, is left out. */
export const loginShape = z
  .object({
    accessToken: text,
    validPeriod: whole,
    expireTime: whole,
    createTime: whole,
    clientType: whole,
    tokenType: whole,
    firstLogin: flag,
    pwdExpired: flag,
    daysPwdAvailable: whole,
    refreshToken: text,
    refreshExpireTime: whole,
    user: z.unknown(),
  })
  .transform((it) => ({
    /** Absent where none was asked for. */
    accessToken: secret(it.accessToken),
    /** How long the access token lives, in seconds. */
    validPeriod: it.validPeriod,
    expireTime: instant(it.expireTime, 1000),
    createTime: instant(it.createTime, 1),
    clientType: it.clientType,
    /** 0: a user's; 1: of conference control; 2: to be used once. */
    tokenType: it.tokenType,
    /** Whether the initial password was never changed. */
    firstLogin: it.firstLogin,
    pwdExpired: it.pwdExpired,
    /** May be a large negative number. */
    daysPwdAvailable: it.daysPwdAvailable,
    refreshToken: secret(it.refreshToken),
    refreshExpireTime: instant(it.refreshExpireTime, 1000),
    /** The documented `user` object as JSON: it holds a SIP digest and passwords of machines. */
    user: it.user === undefined || it.user === null ? undefined : new Secret(JSON.stringify(it.user)),
  }));

function secret(value: string | undefined): Secret | undefined {
  return value === undefined || value === "" ? undefined : new Secret(value);
}

function instant(value: number | undefined, unitMs: number): Date | undefined {
  return value === undefined ? undefined : new Date(value * unitMs);
}
