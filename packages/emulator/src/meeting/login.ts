import { createHmac } from "node:crypto";
import { z } from "zod";
import { current, isLocked, missed, none } from "../dcs/misses.ts";
import { Secret } from "@rekey/core";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { read, text } from "./body.ts";
import { codes, no } from "./codes.ts";
import { type Enterprise, findPerson, type Person, personOf } from "./state.ts";
import { signedIn } from "./token.ts";
import type { App } from "./world.ts";

const appBody = z.strictObject({
  appId: text(255),
  clientType: z.int(),
  expireTime: z.int().min(0),
  nonce: text(64, 32),
  userId: text(255, 0).optional(),
  corpId: text(255, 0).optional(),
  userName: text(255, 0).optional(),
  userEmail: text(255, 0).optional(),
  userPhone: text(255, 0).optional(),
  deptCode: text(255, 0).optional(),
});
type AppBody = z.output<typeof appBody>;

/** Answers CreateAppIdToken. Nobody has a token where the signature is wrong; a user id that nobody has is registered. */
export function appLogin(enterprise: Enterprise, asked: Asked): Answer {
  const body = read(asked, appBody);
  if (!body) return no(codes.parameter, asked);
  const app = enterprise.world.apps.find(({ appId }) => appId === body.appId);
  if (!app || !isSigned(app, body, asked)) return no(codes.app, asked);
  if (body.expireTime > 0 && enterprise.clock.now().getTime() / 1000 > body.expireTime) return no(codes.lapsed, asked);
  // Sent to an enterprise's own App ID, it makes the login fail.
  const isOwn = app.mode === "enterprise" ? !body.corpId : body.corpId === enterprise.world.corpId;
  if (!isOwn) return no(codes.app, asked);
  const person = userOf(enterprise, body);
  if (person) return signedIn(enterprise, person, body.clientType);
  return app.registers ? registered(enterprise, body) : no(codes.unregistered, asked);
}

/** `access` is called mandatory, and two official clients leave it out; hex may be of either case. */
function isSigned({ appId, appKey, mode }: App, body: AppBody, { header }: Asked): boolean {
  const sent = /^HMAC-SHA256 signature=([0-9a-fA-F]{64})(?:,access=(.+))?$/.exec(header("authorization") ?? "");
  const corp = mode === "sp" ? [body.corpId ?? ""] : [];
  const parts = [appId, ...corp, body.userId ?? "", body.expireTime, body.nonce].join(":");
  const wanted = createHmac("sha256", appKey.reveal()).update(parts).digest("hex");
  const isSame = sent?.[2] === undefined || sent[2] === Buffer.from(appId).toString("base64");
  return sent?.[1]?.toLowerCase() === wanted && isSame;
}

function userOf({ people }: Enterprise, { userId }: AppBody): Person | undefined {
  return people.find((person) => (userId ? person.userId === userId : person.adminType === 0));
}

function registered(enterprise: Enterprise, { userId = "", userEmail, userPhone, clientType }: AppBody): Answer {
  const account = `Auto-${Buffer.from(userId).toString("hex")}`;
  const password = new Secret(`auto-${userId}`);
  const given = { account, userId, password, email: userEmail, phone: userPhone, adminType: 2, status: 0 } as const;
  const person = personOf(given);
  const { apply, ...said } = signedIn(enterprise, person, clientType);
  return {
    ...said,
    apply: (atMs) => {
      enterprise.people.push(person);
      apply?.(atMs);
    },
  };
}

const accountBody = z.strictObject({
  account: text(255),
  clientType: z.int(),
  createTokenType: z.union([z.literal(0), z.literal(1)]).optional(),
  HA2: z.string().optional(),
});

/** Answers CreateToken. A wrong password counts, and the fifth locks the account for five minutes; which one does is our choice. */
export function accountLogin(enterprise: Enterprise, asked: Asked): Answer {
  const body = read(asked, accountBody);
  const [account, password] = basic(asked.header("authorization"));
  if (!body || body.account !== account) return no(codes.parameter, asked);
  const person = findPerson(enterprise, account);
  if (!person) return no(codes.login, asked);
  const misses = current(person.misses, enterprise.agenda.nowMs());
  if (isLocked(misses)) return no(codes.locked, asked);
  if (person.password.reveal() !== password)
    return { ...no(codes.login, asked), apply: (atMs) => void (person.misses = missed(misses, atMs)) };
  if (person.status === 1) return no(codes.suspended, asked);
  const said = signedIn(enterprise, person, body.createTokenType === 1 ? undefined : body.clientType);
  return {
    ...said,
    apply: (atMs) => {
      person.misses = none;
      said.apply?.(atMs);
    },
  };
}

function basic(authorization = ""): [account?: string, password?: string] {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization)?.[1];
  const plain = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
  const at = plain.indexOf(":");
  return at < 0 ? [] : [plain.slice(0, at), plain.slice(at + 1)];
}
