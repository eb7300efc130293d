import { CredentialError, Secret } from "@rekey/core";
import { z } from "zod";
import type { Keys } from "../keys.ts";
import type { Incoming } from "../wire/exchange.ts";
import { keysOf } from "./asked.ts";
import { parseJson } from "../json.ts";

/** Asks the metadata service once; undefined where nobody answers. */
export type Ask = (request: {
  method: "GET" | "PUT";
  path: string;
  headers: Readonly<Record<string, string>>;
}) => Promise<Incoming | undefined>;

/** Leased keys end by themselves. */
export interface Leased {
  readonly keys: Keys;
  readonly expiresAt: Date;
}

type Answer = Leased | { readonly absent: string };

const reply = z.object({
  credential: z.object({ access: z.string(), secret: z.string(), securitytoken: z.string(), expires_at: z.string() }),
});

/**
 * Fetches a server's temporary keys, with a token first where the metadata service knows tokens. Throws ERR_UNAVAILABLE where the service fails.
 * Source: huaweicloud-sdk-go-v3, core/auth/internal/metadata_accessor.go
 */
export async function fetchAgencyKeys(ask: Ask): Promise<Answer> {
  const first = await fetchOnce(ask);
  // A token may have run out between the two requests: a new one is fetched once.
  return first === "again" ? answered(await fetchOnce(ask)) : first;
}

async function fetchOnce(ask: Ask): Promise<Answer | "again"> {
  const token = await fetchToken(ask);
  if (token === "nobody") return { absent: "no metadata service answers here" };
  const headers = token === undefined ? {} : { "x-metadata-token": token.reveal() };
  const incoming = await ask({ method: "GET", path: "/openstack/latest/securitykey", headers });
  if (!incoming) return { absent: "no metadata service answers here" };
  if (incoming.status === 200) return parsed(incoming.body);
  if (incoming.status === 404) return { absent: "this server has no agency" };
  if (incoming.status === 401)
    return incoming.body.includes("Please configure Cloud Service Agency first")
      ? { absent: "this server has no agency" }
      : "again";
  throw failed(incoming.status);
}

async function fetchToken(ask: Ask): Promise<Secret | undefined | "nobody"> {
  const incoming = await ask({
    method: "PUT",
    path: "/meta-data/latest/api/token",
    headers: { "x-metadata-token-ttl-seconds": "21600" },
  });
  if (!incoming) return "nobody";
  // An older metadata service knows no tokens and wants none.
  if (incoming.status === 404 || incoming.status === 405) return undefined;
  if (incoming.status !== 200 || !/^[\x21-\x7e]+$/.test(incoming.body.trim())) throw failed(incoming.status);
  return new Secret(incoming.body.trim());
}

function parsed(body: string): Leased {
  const { data } = reply.safeParse(parseJson(body));
  const keys =
    data &&
    keysOf({
      accessKey: data.credential.access,
      secretKey: data.credential.secret,
      securityToken: data.credential.securitytoken,
    });
  const expiresAt = new Date(data?.credential.expires_at ?? "");
  if (!keys || Number.isNaN(expiresAt.getTime())) throw failed(200);
  return { keys, expiresAt };
}

function answered(answer: Answer | "again"): Answer {
  if (answer === "again") throw failed(401);
  return answer;
}

function failed(status: number): CredentialError {
  // No status beside it: the call that wants the keys was answered by nobody.
  return new CredentialError(
    "ERR_UNAVAILABLE",
    `the metadata service did not answer with keys (HTTP status ${status})`,
    {
      remedy: "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK where this machine has no agency",
      cause: new Error(`HTTP status ${status}`),
    },
  );
}
