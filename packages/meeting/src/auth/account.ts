import { type Connection, Secret } from "@rekey/core";
import { ask } from "../ask.ts";
import { classifyLogin } from "../classify.ts";
import { API_CLIENT } from "./app-id.ts";
import { type MeetingLogin, loginShape } from "./login.ts";

/** An AccountLogin is a member's own login, by account and password. A wrong password is a try: some lock the account for five minutes. */
export interface AccountLogin {
  /** 1 to 255 characters. */
  readonly account: string;
  readonly password: Secret;
  /** 72 where absent; a newer page lists 0, 5 and 6 alone, so it can be said. A token of any other client than 72 pushes out the user's last one. */
  readonly clientType?: number | undefined;
  /** 0: make a token; 1: make none, which only tells whether the password is right. */
  readonly createTokenType?: 0 | 1 | undefined;
  /** The answer to a captcha. */
  readonly ha2?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Signs in with an account. Throws ERR_IDENTITY where account and password do not belong together, ERR_UNAVAILABLE where the account is locked.
 * https://support.huaweicloud.com/api-meeting/meeting_21_0306.html
 */
export function createToken(connection: Connection, login: AccountLogin): Promise<MeetingLogin> {
  const { account, password, clientType = API_CLIENT, createTokenType, ha2, signal } = login;
  const basic = Buffer.from(`${account}:${password.reveal()}`).toString("base64");
  const sent = {
    operation: "createToken",
    method: "POST",
    path: "/v1/usg/acs/auth/account",
    headers: { authorization: new Secret(`Basic ${basic}`) },
    body: { account, clientType, createTokenType, HA2: ha2 },
    repeat: "never",
    classify: classifyLogin,
    signal,
  } as const;
  return ask(connection, sent, loginShape);
}
