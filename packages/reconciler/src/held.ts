import { CredentialError, type Issued } from "@rekey/core";

/** The secret that a step cannot do without. Throws ERR_STUCK. */
export function held(issued: Issued | undefined): Issued {
  if (issued) return issued;
  throw new CredentialError("ERR_STUCK", "no secret is held here", { remedy: "import the one that is in force" });
}
