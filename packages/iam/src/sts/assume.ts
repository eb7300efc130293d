import { type Connection, look, Secret } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";
import { instant } from "../instant.ts";
import type { AccessKey } from "./sign.ts";

/** An Assumption names the agency to act as. */
export interface Assumption {
  /** `iam::<account id>:agency:<name>`. */
  readonly agencyUrn: string;
  /** What the audit log calls this session. */
  readonly agencySessionName: string;
  /** 900 to what the agency allows; at most 3600 where the connection's own key is temporary. */
  readonly durationSeconds?: number | undefined;
  readonly externalId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A TemporaryKey is an access key with a security token and an end. */
export interface TemporaryKey extends AccessKey {
  readonly securityToken: Secret;
  readonly expiresAt: Date | undefined;
}

const hidden = z.string().transform((value) => new Secret(value));

const shape = z
  .object({
    credentials: z.object({
      access_key_id: z.string(),
      secret_access_key: hidden,
      security_token: hidden,
      expiration: instant,
    }),
  })
  .transform(({ credentials: it }) => ({
    accessKey: it.access_key_id,
    secretKey: it.secret_access_key,
    securityToken: it.security_token,
    expiresAt: it.expiration,
  }));

/**
 * Gets temporary keys of an agency. It makes nothing that lasts, so it may be repeated.
 * https://support.huaweicloud.com/api-iam5/AssumeAgency.html
 */
export function assumeAgency(
  connection: Connection,
  { agencyUrn, agencySessionName, durationSeconds, externalId, signal }: Assumption,
): Promise<TemporaryKey> {
  const call = {
    service: "sts",
    operation: "assumeAgency",
    method: "POST",
    path: "/v5/agencies/assume",
    body: {
      agency_urn: agencyUrn,
      agency_session_name: agencySessionName,
      ...(durationSeconds !== undefined && { duration_seconds: durationSeconds }),
      ...(externalId !== undefined && { external_id: externalId }),
    },
    classify: classify("sts:agencies:assume"),
    signal,
  } as const;
  return look(connection, call, shape);
}
