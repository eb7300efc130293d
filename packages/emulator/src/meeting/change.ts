import { randomBytes } from "node:crypto";
import { Secret } from "@rekey/core";
import { z } from "zod";
import { current, isLocked, missed, none } from "../dcs/misses.ts";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { read, text } from "./body.ts";
import { codes, no } from "./codes.ts";
import { wrongWith } from "./password.ts";
import { type Enterprise, findPerson, type Person } from "./state.ts";

const LEAST_INTERVAL_MS = 5 * 60_000;

const update = z.strictObject({ account: text(255), oldPwd: text(32), newPwd: z.string() });
type Update = z.output<typeof update>;

/** Answers UpdatePwd: a member's own. A wrong old password is a miss, as at a login. */
export function updatePassword(enterprise: Enterprise, asked: Asked, by: Person): Answer {
  const body = read(asked, update);
  if (!body) return no(codes.parameter, asked);
  if (body.account.toLowerCase() !== by.account.toLowerCase()) return no(codes.right, asked);
  const nowMs = enterprise.agenda.nowMs();
  const misses = current(by.misses, nowMs);
  if (isLocked(misses)) return no(codes.briefLock, asked);
  if (body.oldPwd !== by.password.reveal())
    return { ...no(codes.oldWrong, asked), apply: (atMs) => void (by.misses = missed(misses, atMs)) };
  const wrong = stopped(enterprise, by, body);
  if (wrong) return no(wrong, asked);
  return {
    status: 200,
    apply: (atMs) => setPassword(enterprise, { person: by, password: new Secret(body.newPwd), atMs }),
  };
}

function stopped({ world, agenda }: Enterprise, by: Person, { newPwd }: Update) {
  const isRecent = by.changedAtMs !== undefined && agenda.nowMs() - by.changedAtMs < LEAST_INTERVAL_MS;
  return isRecent ? codes.recent : wrongWith(newPwd, by, world.history);
}

const reset = z.strictObject({ account: text(255) });

/** Answers ResetPwdByAdmin: nobody but the member hears of the new password, and a member that cannot be reached does not either. */
export function resetPassword(enterprise: Enterprise, asked: Asked): Answer {
  const body = read(asked, reset);
  if (!body) return no(codes.parameter, asked);
  const person = findPerson(enterprise, body.account);
  if (!person) return no(codes.noUser, asked);
  return { status: 200, apply: (atMs) => mailNew(enterprise, person, atMs) };
}

function mailNew(enterprise: Enterprise, person: Person, atMs: number): void {
  const password = new Secret(`Mm1-${randomBytes(8).toString("hex")}`);
  setPassword(enterprise, { person, password, atMs });
  const to = person.email ?? person.phone;
  if (to !== undefined) enterprise.mails.push({ to, of: person.account, secret: password });
}

/** Puts a password in force. */
export function setPassword(
  { world }: Enterprise,
  { person, password, atMs }: { person: Person; password: Secret; atMs: number | undefined },
): void {
  person.previous.push(person.password);
  person.password = password;
  person.changedAtMs = atMs;
  person.misses = none;
  if (world.endsTokens) person.tokens.splice(0);
}
