import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked, Service } from "../gateway/service.ts";
import { fine, flat, read } from "../iam/answers.ts";
import { type Iam, lend } from "../iam/state.ts";
import type { Key } from "../world.ts";
import { decodeDenial } from "./denial.ts";

/** STS v5: who signed, and temporary keys of agencies. It takes signatures and no tokens. */
export function sts(iam: Iam): Service {
  return {
    name: "sts",
    otherProject: { status: 403, code: "PAP5.0001", message: "Access denied." },
    isEncoding: true,
    forbidden: (action) => ({ status: 403, code: "PAP5.0001", message: `No permission for ${action}.` }),
    routes: [
      {
        operation: "getCallerIdentity",
        method: "GET",
        path: "/v5/caller-identity",
        isSignedOnly: true,
        answer: ({ key }) => callerOf(iam, key),
      },
      {
        operation: "assumeAgency",
        method: "POST",
        path: "/v5/agencies/assume",
        action: "sts:agencies:assume",
        isSignedOnly: true,
        answer: (asked) => assume(iam, asked),
      },
      {
        operation: "decodeAuthorizationMessage",
        method: "POST",
        path: "/v5/decode-authorization-message",
        action: "sts::decodeAuthorizationMessage",
        isSignedOnly: true,
        answer: decode,
      },
    ],
  };
}

function callerOf({ made, users }: Iam, key: Key | undefined): Answer {
  const user = users.find(({ world }) => world.name === key?.user);
  const name = user?.world.name ?? "administrator";
  const body = {
    account_id: made.domain,
    principal_urn: `iam::${made.domain}:user:${name}`,
    principal_id: user?.world.id ?? made.domain,
  };
  return { status: 200, body };
}

const encoded = z.strictObject({ encoded_message: z.string().min(1) });

function decode(asked: Asked): Answer {
  const message = decodeDenial(read(asked, encoded)?.encoded_message ?? "");
  if (message === undefined) return flat(400, "STS5.0001", "The request is invalid.");
  return { status: 200, body: { decoded_message: message } };
}

const wanted = z.strictObject({
  agency_urn: z.string(),
  agency_session_name: z.string().min(2).max(64),
  duration_seconds: z.int().min(900).max(43_200).optional(),
  external_id: z.string().optional(),
});

const LONGEST_CHAINED_S = 3600;

function assume(iam: Iam, asked: Asked): Answer {
  const wish = read(asked, wanted);
  const isTooLong = asked.key?.securityToken !== undefined && (wish?.duration_seconds ?? 0) > LONGEST_CHAINED_S;
  if (!wish || isTooLong) return flat(400, "STS5.0001", "The request is invalid.");
  const { domain, iam: world } = iam.made;
  const agency = world.agencies.find(({ name }) => wish.agency_urn === `iam::${domain}:agency:${name}`);
  if (!agency) return flat(403, "PAP5.0001", "Access denied.");
  const { key, expiresAt, apply } = lend(iam, agency, wish.duration_seconds ?? 3600);
  const credentials = {
    access_key_id: key.accessKey,
    secret_access_key: key.secretKey.reveal(),
    security_token: key.securityToken?.reveal(),
    expiration: fine(expiresAt),
  };
  const assumed = { urn: `sts::${domain}:assumed-agency:${agency.name}/${wish.agency_session_name}`, id: domain };
  return { status: 201, body: { assumed_agency: assumed, credentials }, apply };
}
