import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { read, text } from "./body.ts";
import { codes, no } from "./codes.ts";
import type { Enterprise, Person, Token } from "./state.ts";
import { findToken, shownLogin, signedIn } from "./token.ts";

/** Answers UpdateToken: the refresh token stands in X-Access-Token, and an access token there is refused. */
export function refresh(enterprise: Enterprise, asked: Asked): Answer {
  const found = findToken(enterprise, "refresh", asked.header("x-access-token"));
  if (!found || found.token.isPushedOut || found.token.refreshEndsMs <= enterprise.agenda.nowMs())
    return no(codes.token, asked);
  const { apply, ...said } = signedIn(enterprise, found.person, found.token.clientType);
  return {
    ...said,
    apply: (atMs) => {
      end(found.person, found.token);
      apply?.(atMs);
    },
  };
}

/** Answers DeleteToken. */
export function signOut(enterprise: Enterprise, asked: Asked): Answer {
  const found = findToken(enterprise, "access", asked.header("x-access-token"));
  if (!found) return no(codes.token, asked);
  return { status: 200, apply: () => end(found.person, found.token) };
}

const question = z.strictObject({
  token: text(1000),
  needGenNewToken: z.boolean(),
  needAccountInfo: z.boolean().optional(),
});

/** Answers CheckToken. */
export function validate(enterprise: Enterprise, asked: Asked): Answer {
  const body = read(asked, question);
  if (!body) return no(codes.parameter, asked);
  const found = findToken(enterprise, "access", body.token);
  if (!found || found.token.isPushedOut || found.token.endsMs <= enterprise.agenda.nowMs())
    return no(codes.notValid, asked);
  if (body.needGenNewToken) return signedIn(enterprise, found.person, found.token.clientType);
  return { status: 200, body: shownLogin(enterprise, found.person, found.token) };
}

function end({ tokens }: Person, token: Token): void {
  const at = tokens.indexOf(token);
  if (at >= 0) tokens.splice(at, 1);
}
