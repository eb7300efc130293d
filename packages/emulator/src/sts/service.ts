import { randomBytes } from "node:crypto";
import { after, Secret } from "@rekey/core";
import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked, Service } from "../gateway/service.ts";
import { fine, flat, read } from "../iam/answers.ts";
import type { Iam } from "../iam/state.ts";
import type { Key } from "../world.ts";

/** STS v5: who signed, and temporary keys of agencies. It takes signatures and no tokens. */
export function sts(iam: Iam): Service {
  return {
    name: "sts",
    otherProject: { status: 403, code: "PAP5.0001", message: "Access denied." },
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
  const expiresAt = after(iam.clock.now(), (wish.duration_seconds ?? 3600) * 1000);
  const key: Key = {
    accessKey: `HST${randomBytes(8).toString("hex").toUpperCase()}`,
    secretKey: new Secret(randomBytes(20).toString("hex")),
    securityToken: new Secret(randomBytes(32).toString("hex")),
    permissions: agency.permissions,
  };
  const credentials = {
    access_key_id: key.accessKey,
    secret_access_key: key.secretKey.reveal(),
    security_token: key.securityToken?.reveal(),
    expiration: fine(expiresAt),
  };
  const assumed = { urn: `sts::${domain}:assumed-agency:${agency.name}/${wish.agency_session_name}`, id: domain };
  const apply = () => void iam.temporary.push({ key, expiresAt });
  return { status: 201, body: { assumed_agency: assumed, credentials }, apply };
}
