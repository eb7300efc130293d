import { Refusal } from "./refusal.ts";

/** A Scope is one sort of thing that a token may allow. None implies `secret`, which is granted for each name. */
export type Scope = "declare" | "read" | "rotate" | "approve" | "secret" | "admin";

/** A Caller is whoever sent a request. */
export interface Caller {
  /** The token's name, as the audit shows it; never the token. */
  readonly name: string;
  /** Whether it may do that to the credential of this name; without a name, whether it may to any at all. */
  may(scope: Scope, name?: string): boolean;
  /** Whether it may declare in the name of this owner; of any where absent. */
  speaksFor?(owner: string): boolean;
}

/**
 * Says who sent a request, by its Authorization header. Rejects with a Refusal of status 401 (`unknownCaller`), 403, or 429 for who fails often: `from`,
 * an address, tells them apart.
 */
export type Authorize = (header: string | undefined, from?: string) => Promise<Caller>;

/** Lets nobody in. */
export const nobody: Authorize = async () => {
  throw unknownCaller();
};

/** What is answered to whoever brings no token that counts: the same whether it is absent, wrong, expired or revoked. */
export function unknownCaller(): Refusal {
  return new Refusal(401, "no valid token came with this request", {
    code: "ERR_IDENTITY",
    remedy: "send Authorization: Bearer TOKEN; rotator token create makes one",
    headers: { "www-authenticate": 'Bearer realm="rekey"' },
  });
}
