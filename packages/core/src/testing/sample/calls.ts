import { z } from "zod";
import { type Body, type Call, type Connection, json, type Reply } from "../../connection.ts";
import { CredentialError } from "../../errors.ts";
import type { Issued } from "../../kind.ts";
import { Secret } from "../../secret.ts";

/** Whose secret a sample kind changes. */
export interface SampleAccount {
  readonly user: string;
}

type Params = Readonly<Record<string, string>>;

/** One operation of the sample service: `operation`, verb, documented path, and whether it may be repeated. */
export const operations = {
  showUser: { method: "GET", path: "/v1/users/{user}", repeat: "safe" },
  listKeys: { method: "GET", path: "/v1/users/{user}/keys", repeat: "safe" },
  setPassword: { method: "PUT", path: "/v1/users/{user}/password", repeat: "never" },
  changePassword: { method: "PUT", path: "/v1/users/{user}/own-password", repeat: "never" },
  login: { method: "POST", path: "/v1/users/{user}/login", repeat: "never" },
  resetRandomPassword: { method: "GET", path: "/v1/users/{user}/random-password", repeat: "never" },
  mailPassword: { method: "PUT", path: "/v1/users/{user}/mail", repeat: "never" },
  createKey: { method: "POST", path: "/v1/users/{user}/keys", repeat: "never" },
  activateKey: { method: "PUT", path: "/v1/users/{user}/keys/{key}", repeat: "never" },
  deleteKey: { method: "DELETE", path: "/v1/users/{user}/keys/{key}", repeat: "never" },
} as const satisfies Record<string, Pick<Call, "method" | "path" | "repeat">>;

export type SampleOperation = keyof typeof operations;

/** Sends one call of the sample service. */
export function send(
  via: Connection,
  operation: SampleOperation,
  { params, body }: { params: Params; body?: Body },
): Promise<Reply> {
  return via.send({ service: "sample", operation, ...operations[operation], params, ...(body && { body }) });
}

const shown = z.object({ isReady: z.boolean(), changes: z.string() });

/** Reads how often a user's secret was changed, and whether the last change has taken hold. */
export async function showUser(via: Connection, { user }: SampleAccount): Promise<z.infer<typeof shown>> {
  return json(await send(via, "showUser", { params: { user } }), shown);
}

const listed = z.object({ ids: z.array(z.string()) });

/** Lists the ids of a user's keys. */
export async function listKeys(via: Connection, { user }: SampleAccount): Promise<readonly string[]> {
  return json(await send(via, "listKeys", { params: { user } }), listed).ids;
}

const issued = z.object({ secret: z.string().optional(), id: z.string().optional() });

/** Reads a secret that the service made. Throws ERR_REFUSED where there is none: the service reports some failures with status 200. */
export function issuedIn(reply: Reply): Issued {
  const { secret, id } = json(reply, issued);
  if (secret === undefined) throw new CredentialError("ERR_REFUSED", "no secret in the reply");
  return { secret: new Secret(secret), id };
}
