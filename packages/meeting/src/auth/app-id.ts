import { randomBytes } from "node:crypto";
import { type Connection, Secret, systemClock } from "@rekey/core";
import { ask } from "../ask.ts";
import { classifyLogin } from "../classify.ts";
import { type MeetingLogin, loginShape } from "./login.ts";
import { type AppIdentity, type Moment, signApp } from "./signature.ts";

/** Tokens of this client do not push each other out: 64 live a user. */
export const API_CLIENT = 72;
/** As long as the gateway accepts a signature elsewhere. */
const LAPSES_S = 15 * 60;

/** An AppIdLogin is an App ID's login; what is optional and not said is not sent. */
export interface AppIdLogin extends AppIdentity, Partial<Moment> {
  /** 72 where absent: a client of the API. */
  readonly clientType?: number | undefined;
  /** Written into the enterprise's address book, all four. */
  readonly userName?: string | undefined;
  readonly userEmail?: string | undefined;
  readonly userPhone?: string | undefined;
  readonly deptCode?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Signs in with an App ID. A `userId` that the enterprise does not know is **registered as a new member**: find it first. Throws ERR_IDENTITY where
 * the signature is refused.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0311.md
 */
export function createAppIdToken(connection: Connection, login: AppIdLogin): Promise<MeetingLogin> {
  const { appId, userId, corpId, clientType = API_CLIENT, userName, userEmail, userPhone, deptCode, signal } = login;
  const { nonce = randomBytes(24).toString("hex"), expireTime = lapsing() } = login;
  const signature = signApp(login, { expireTime, nonce });
  const access = Buffer.from(appId).toString("base64");
  const person = { userId: userId || undefined, corpId: corpId || undefined, userName, userEmail, userPhone, deptCode };
  const sent = {
    operation: "createAppIdToken",
    method: "POST",
    path: "/v2/usg/acs/auth/appauth",
    headers: {
      authorization: new Secret(`HMAC-SHA256 signature=${signature},access=${access}`),
      // Called mandatory by the page; two official clients leave it out.
      "x-token-type": "LongTicket",
    },
    body: { appId, clientType, expireTime, nonce, ...person },
    repeat: "never",
    classify: classifyLogin,
    signal,
  } as const;
  return ask(connection, sent, loginShape);
}

function lapsing(): number {
  return Math.floor(systemClock.now().getTime() / 1000) + LAPSES_S;
}
