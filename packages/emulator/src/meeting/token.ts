import { randomBytes } from "node:crypto";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { codes, type MeetingRefusal } from "./codes.ts";
import type { Enterprise, Person, Token } from "./state.ts";

/** Tokens of this client do not push each other out; of any other one, there is one a user. */
const API_CLIENT = 72;
const MOST_TOKENS = 64;
const REFRESH_S = 2_592_000;

/** Whose token a request bears; a refusal where it is nobody's. */
export function bearer(enterprise: Enterprise, { header }: Asked): Person | MeetingRefusal {
  const found = findToken(enterprise, "access", header("x-access-token"));
  if (!found || found.token.endsMs <= enterprise.agenda.nowMs()) return codes.token;
  return found.token.isPushedOut ? codes.pushedOut : found.person;
}

/** Whose access or refresh token this is. */
export function findToken(
  { people }: Enterprise,
  which: "access" | "refresh",
  value: string | undefined,
): { person: Person; token: Token } | undefined {
  for (const person of people) {
    const token = person.tokens.find((each) => each[which] === value);
    if (token) return { person, token };
  }
  return undefined;
}

/** The answer to a login, and the token that is made by it; none where none was asked for. */
export function signedIn(enterprise: Enterprise, person: Person, clientType?: number): Answer {
  if (clientType === undefined) return { status: 200, body: { ...shownUser(person), clientType: API_CLIENT } };
  const { agenda, world } = enterprise;
  const token: Token = {
    access: randomBytes(20).toString("hex"),
    refresh: randomBytes(20).toString("hex"),
    clientType,
    endsMs: agenda.nowMs() + world.tokenSeconds * 1000,
    refreshEndsMs: agenda.nowMs() + REFRESH_S * 1000,
    isPushedOut: false,
  };
  return { status: 200, body: shownLogin(enterprise, person, token), apply: () => take(person, token) };
}

/** The sixty-fifth pushes out the oldest; of another client than 72, a second one does. */
function take({ tokens }: Person, token: Token): void {
  tokens.push(token);
  const live = tokens.filter((each) => !each.isPushedOut && each.clientType === token.clientType);
  const most = token.clientType === API_CLIENT ? MOST_TOKENS : 1;
  for (const old of live.slice(0, -most)) old.isPushedOut = true;
}

/** The documented reply; times of ends are in seconds, times of beginnings in milliseconds. */
export function shownLogin({ clock, world }: Enterprise, person: Person, token: Token): Record<string, unknown> {
  const createTime = clock.now().getTime();
  const expireTime = Math.floor(createTime / 1000);
  return {
    accessToken: token.access,
    tokenIp: "127.0.0.1",
    validPeriod: world.tokenSeconds,
    expireTime: expireTime + world.tokenSeconds,
    createTime,
    ...shownUser(person),
    clientType: token.clientType,
    tokenType: 0,
    refreshToken: token.refresh,
    refreshValidPeriod: REFRESH_S,
    refreshExpireTime: expireTime + REFRESH_S,
    refreshCreateTime: createTime,
  };
}

function shownUser({ id, account, userId, name, adminType, status }: Person): Record<string, unknown> {
  return {
    user: {
      realm: "huaweicloud.com",
      userId: id,
      ucloginAccount: account,
      serviceAccount: `sip:+${id.slice(0, 8)}@huaweicloud.com`,
      numberHA1: id,
      userType: 2,
      adminType,
      name,
      thirdAccount: userId ?? null,
      password: null,
      status,
      paidPassword: null,
    },
    forceLoginInd: null,
    firstLogin: false,
    pwdExpired: false,
    daysPwdAvailable: -19678,
    proxyToken: null,
  };
}
