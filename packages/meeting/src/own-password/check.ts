import { type Connection, CredentialError, harmless, hasCode, meaningOf, type Secret } from "@rekey/core";
import { createToken } from "../auth/account.ts";
import { deleteToken } from "../auth/token.ts";
import { codebook } from "../classify.ts";
import type { MemberPassword } from "./account.ts";

/** Tries a password once, by a login that asks for no token. Throws ERR_UNAVAILABLE where Meeting's answer says nothing of the password. */
export async function tryLogin(
  via: Connection,
  { account, clientType }: MemberPassword,
  password: Secret,
): Promise<"accepted" | "refused"> {
  const login = { account, password, clientType, createTokenType: 1 } as const;
  try {
    const { accessToken } = await harmless(createToken(via, login));
    // It asked for none; nobody has confirmed that none comes.
    if (accessToken) await deleteToken(via, { accessToken }).catch(() => undefined);
    return "accepted";
  } catch (error) {
    if (!hasCode(error, "ERR_IDENTITY")) throw error;
    const { status, serviceCode } = error.details;
    if (meaningOf(codebook, status, serviceCode) === "login") return "refused";
    throw unclear(error);
  }
}

/** Not ERR_IDENTITY: what was refused is no key of the connection's. And no code of the table, so no proof of a wrong password either. */
function unclear(cause: CredentialError): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", `a login was refused, and not for its password: ${cause.message}`, {
    ...cause.details,
    remedy: "try the password by hand; report the code",
    cause,
  });
}
