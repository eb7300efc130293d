import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Emulator } from "../emulator.ts";
import type { Options } from "../options.ts";
import { createEmulator } from "../start.ts";
import type { World } from "../world.ts";
import { small } from "../world.fixture.ts";

export const APP = { appId: "my-app", appKey: "canary-app-key" };
export const OLD = "canary-Old1";
export const NEW = "canary-New22";

type MeetingWorld = NonNullable<World["meeting"]>;

/** Starts an enterprise with an administrator, two members, a screen and a terminal. */
export function startMeeting(change: Partial<MeetingWorld> = {}, options: Options = {}): Promise<Emulator> {
  const members = [
    { account: "boss@corp", userId: "boss", password: "canary-Boss1", adminType: 0 as const },
    { account: "ada@corp", userId: "ada-7", password: OLD, email: "ada@example.com", name: "Ada" },
    { account: "bob@corp", password: "canary-Bob11" },
  ];
  const screens = [{ account: "room-3f@corp", name: "Room 3F" }];
  const meeting = { apps: [APP], members, screens, terminals: [{ sn: "SN_1" }], ...change };
  return createEmulator({ ...small({}, { instances: [] }), meeting }, { dataPlane: "small", ...options });
}

/** What a test sends to Meeting. */
export interface Said {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Heard {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

const envelope = z.object({ error_code: z.string().optional(), error_msg: z.string().optional() });

/** Sends one request, `PUT /v1/…`, and reads the whole reply. */
export async function say({ endpoints }: Emulator, line: string, said: Said = {}): Promise<Heard> {
  const [method = "GET", target = "/"] = line.split(" ");
  const { token, headers, body } = said;
  const sent: Record<string, string> = {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=UTF-8" }),
    ...(token === undefined ? {} : { "x-access-token": token }),
    ...headers,
  };
  const init = { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(new URL(target, endpoints.meeting), init);
  const text = await response.text();
  const read = z.record(z.string(), z.unknown()).parse(text === "" ? {} : JSON.parse(text));
  const { error_code: code, error_msg: message } = envelope.parse(read);
  return { status: response.status, code, message, body: read };
}

/** Signs an App ID login, and sends it. */
export function appLogin(emulator: Emulator, body: Readonly<Record<string, unknown>> = {}, key = APP.appKey) {
  const nonce = "0123456789abcdef0123456789abcdef";
  const full: Record<string, unknown> = { appId: APP.appId, clientType: 72, expireTime: 0, nonce, ...body };
  const corp = full["corpId"] === undefined ? [] : [full["corpId"]];
  const parts = [full["appId"], ...corp, full["userId"] ?? "", full["expireTime"], full["nonce"]];
  const signature = createHmac("sha256", key).update(parts.join(":")).digest("hex");
  const access = Buffer.from(APP.appId).toString("base64");
  const authorization = `HMAC-SHA256 signature=${signature},access=${access}`;
  return say(emulator, "POST /v2/usg/acs/auth/appauth", { headers: { authorization }, body: full });
}

/** Logs in with an account and a password. */
export function accountLogin(emulator: Emulator, account: string, password: string, more: object = {}) {
  const authorization = `Basic ${Buffer.from(`${account}:${password}`).toString("base64")}`;
  const body = { account, clientType: 72, ...more };
  return say(emulator, "POST /v1/usg/acs/auth/account", { headers: { authorization }, body });
}

/** The access token of a login. */
export async function tokenOf(login: Promise<Heard>): Promise<string> {
  return z.string().parse((await login).body["accessToken"]);
}
