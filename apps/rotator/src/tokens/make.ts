import { after, type Event, isName, type Secret, type Token } from "@rekey/core";
import { isPattern } from "../allow/pattern.ts";
import { parseDuration } from "../config/duration.ts";
import { NAMES } from "../config/shape.ts";
import { misuse, type Trouble } from "../trouble.ts";
import { newBearer } from "./bearer.ts";
import { grantOf, SCOPES } from "./scope.ts";

const YEAR_MS = 366 * 86_400_000;

/** What a person wants of a token. */
export interface Wanted {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly owners?: readonly string[] | undefined;
  readonly expires: string;
}

/** Makes a token: what a store keeps of it, and its text, which nobody keeps but its bearer. Throws a Trouble where it cannot be as wanted. */
export function makeToken(wanted: Wanted, by: string, now: Date): { token: Token; text: Secret } {
  const { name, scopes, owners } = wanted;
  check(wanted);
  const { text, ...bearer } = newBearer();
  const token = {
    ...bearer,
    name,
    scopes: [...new Set(scopes)],
    owners,
    by,
    createdAt: now,
    expiresAt: endOf(wanted, now),
  };
  return { token, text };
}

/** What is written down when a token is made or ends. */
export function tokenEvent(
  name: "token.created" | "token.revoked",
  token: Token,
  told: { by: string; at: Date },
): Event {
  const { id, scopes, expiresAt } = token;
  const message = `${token.name} (${id}), for ${scopes.join(", ")}`;
  return { name, ...told, message, ...(name === "token.created" && { until: expiresAt }) };
}

function check({ name, scopes, owners }: Wanted): void {
  if (!isName(name)) throw refusal(`${name} is no name`, NAMES);
  if (scopes.length === 0)
    throw refusal("a token without a scope allows nothing", `give --scope, once for each of ${SCOPES}`);
  const wrong = scopes.find((scope) => !grantOf(scope));
  if (wrong !== undefined) throw refusal(`${wrong} is no scope`, remedyOf(wrong));
  const stranger = owners?.find((owner) => !isPattern(owner));
  if (stranger !== undefined)
    throw refusal(`${stranger} is no pattern of owners`, "write it like acme/* or acme/shop/prod/*");
}

function remedyOf(scope: string): string {
  if (scope.startsWith("secret"))
    return "write secret:NAME, once for each credential: there is no scope for all secrets";
  if (scope.startsWith("declare")) return "write declare:team.*, declare:NAME or declare:*";
  return `write one of ${SCOPES}`;
}

function endOf({ expires }: Wanted, now: Date): Date {
  const ms = parseDuration(expires);
  if (ms === undefined || ms === 0) throw refusal(`--expires ${expires} cannot be read`, "write it like 90d or 12h");
  if (ms > YEAR_MS)
    throw refusal("a token lasts a year at most", "make another one before it ends, and revoke this one then");
  return after(now, ms);
}

function refusal(message: string, youCan: string): Trouble {
  return misuse(message, youCan, "no: nothing was made");
}
