import { CredentialError, type Kind } from "@rekey/core";

/** An account as its kind's schema reads it. Throws ERR_DECLARATION, which names the fields and quotes nothing. */
export function accountOf<A>({ name, account }: Pick<Kind<A>, "name" | "account">, given: unknown): A {
  const parsed = account.safeParse(given);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => ["account", ...path].join("."));
  throw new CredentialError("ERR_DECLARATION", `not an account of ${name}: ${paths.join(", ")}`);
}
