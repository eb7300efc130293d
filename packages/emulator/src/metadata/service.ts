import { randomBytes } from "node:crypto";
import { after } from "@rekey/core";
import type { Answer } from "../gateway/answer.ts";
import type { Asked, Service } from "../gateway/service.ts";
import { fine } from "../iam/answers.ts";
import { type Iam, lend } from "../iam/state.ts";

const DAY_S = 86_400;
const LONGEST_S = 21_600;

/** The metadata service of the server that a program runs on: keys of its agency, by a token where it knows tokens. */
export function metadata(iam: Iam): Service {
  const tokens = new Map<string, Date>();
  const none = { status: 403, code: "METADATA" };
  return {
    name: "metadata",
    otherProject: none,
    forbidden: () => none,
    routes: [
      {
        operation: "createMetadataToken",
        method: "PUT",
        path: "/meta-data/latest/api/token",
        isUnsigned: true,
        answer: (asked) => createToken(iam, tokens, asked),
      },
      {
        operation: "showSecurityKey",
        method: "GET",
        path: "/openstack/latest/securitykey",
        isUnsigned: true,
        answer: (asked) => showKey(iam, tokens, asked),
      },
    ],
  };
}

function createToken({ made, clock }: Iam, tokens: Map<string, Date>, { header }: Asked): Answer {
  if (!made.metadata.knowsTokens) return { status: 404 };
  const wanted = header("x-metadata-token-ttl-seconds") ?? "";
  const seconds = /^\d{1,5}$/.test(wanted) ? Number(wanted) : 0;
  if (seconds < 1 || seconds > LONGEST_S) return { status: 400 };
  const token = randomBytes(32).toString("base64url");
  tokens.set(token, after(clock.now(), seconds * 1000));
  return { status: 200, text: token };
}

function showKey(iam: Iam, tokens: Map<string, Date>, { header }: Asked): Answer {
  const { made, clock } = iam;
  const endsAt = tokens.get(header("x-metadata-token") ?? "");
  if (made.metadata.knowsTokens && (!endsAt || endsAt <= clock.now())) return { status: 401, text: "Unauthorized" };
  const agency = made.iam.agencies.find(({ name }) => name === made.metadata.agency);
  if (!agency) return { status: 401, text: "Please configure Cloud Service Agency first" };
  const { key, expiresAt, apply } = lend(iam, agency, DAY_S);
  const { accessKey: access, secretKey, securityToken } = key;
  const secret = { secret: secretKey.reveal(), securitytoken: securityToken?.reveal() };
  return { status: 200, body: { credential: { access, ...secret, expires_at: fine(expiresAt) } }, apply };
}
