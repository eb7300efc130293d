import { type Answer, ask, type Connection, CredentialError, Secret, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";
import { loginCodes } from "../codes/iam.ts";
import { instant } from "../instant.ts";

/** A Named is something by its id or by its name. */
export type Named = { readonly id: string } | { readonly name: string };

/** A Scope is what a token is good for: one project (DCS, Workspace), or the whole account (IAM itself). */
export type Scope = { readonly project: Named } | { readonly domain: Named };

/** A UserLogin says who logs in, and to what. */
export interface UserLogin {
  /** The IAM user's name. */
  readonly user: string;
  /** The name of the account that the user belongs to. */
  readonly account: string;
  readonly password: Secret;
  /** The account where absent. */
  readonly scope?: Scope | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A UserToken is good until it expires, a day after it was issued, or until its user's password, access keys or permissions change. */
export interface UserToken {
  readonly token: Secret;
  readonly expiresAt: Date | undefined;
  readonly issuedAt: Date | undefined;
  readonly userId: string | undefined;
  readonly domainId: string | undefined;
  readonly projectId: string | undefined;
}

const shape = z.object({
  token: z.object({
    expires_at: instant,
    issued_at: instant,
    user: z.object({ id: text, domain: z.object({ id: text }).nullish() }).nullish(),
    project: z.object({ id: text }).nullish(),
  }),
});

/**
 * Logs an IAM user in with a password. A wrong one counts towards the account's lock-out, so it is never sent twice. Throws ERR_DRIFTED where the
 * password is wrong (or the user is locked: IAM says both with one code), ERR_UNAVAILABLE where it says that the user is locked, ERR_DECLARATION
 * where the user may not log in like this.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html
 */
export async function keystoneCreateUserTokenByPassword(
  connection: Connection,
  { user, account, password, scope = { domain: { name: account } }, signal }: UserLogin,
): Promise<UserToken> {
  const call = {
    service: "iam",
    operation: "keystoneCreateUserTokenByPassword",
    method: "POST",
    path: "/v3/auth/tokens",
    // The catalogue of services would make the token's reply many times as long.
    query: { nocatalog: "true" },
    body: {
      auth: {
        identity: { methods: ["password"], password: { user: { name: user, password, domain: { name: account } } } },
        scope: { ...scope },
      },
    },
    repeat: "never",
    classify: classify(undefined, loginCodes),
    signal,
  } as const;
  return tokenOf(await ask(connection, call, shape));
}

function tokenOf({ body: { token }, reply, details }: Answer<z.infer<typeof shape>>): UserToken {
  const header = reply.headers["x-subject-token"] ?? "";
  const secret = header instanceof Secret ? header : new Secret(header);
  if (secret.reveal() === "")
    throw new CredentialError("ERR_OUTCOME_UNKNOWN", "the reply has no X-Subject-Token", details);
  return {
    token: secret,
    expiresAt: token.expires_at,
    issuedAt: token.issued_at,
    userId: token.user?.id,
    domainId: token.user?.domain?.id,
    projectId: token.project?.id,
  };
}
