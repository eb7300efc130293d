import { CredentialError } from "@rekey/core";

// WRONGPASS since Redis 6, "invalid password" before; NOAUTH and the pair are what proxies say (unconfirmed for DCS).
const REFUSALS = /^(WRONGPASS\b|NOAUTH\b|ERR invalid password\b|ERR invalid username-password pair\b)/i;

/** Says what Redis' answer to a login means. Throws ERR_UNAVAILABLE where it is about something else: still loading, too many clients. */
export function answerOf({ message }: Error): "refused" {
  if (REFUSALS.test(message)) return "refused";
  // The first word only: a server that does not know AUTH quotes what it was sent.
  const word = /^[A-Z]{1,20}\b/.exec(message)?.[0] ?? "an error";
  const cause = new Error(`Redis answered ${word}`);
  if (/wrong number of arguments/i.test(message))
    throw new CredentialError("ERR_DECLARATION", "this Redis knows no login of this form", {
      cause,
      remedy: "leave `login: two-argument` out of the account",
    });
  throw new CredentialError("ERR_UNAVAILABLE", `Redis could not decide about the login: it answered ${word}`, {
    cause,
  });
}
