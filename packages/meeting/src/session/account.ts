import { type Secret, systemClock } from "@rekey/core";
import { createToken } from "../auth/account.ts";
import type { SessionOptions } from "./app.ts";
import { type Base, type MeetingConnection, SessionConnection } from "./connection.ts";
import { Refusals } from "./refusals.ts";

/** A MeetingAccount is a member's account with its password. */
export interface MeetingAccount {
  readonly account: string;
  readonly password: Secret;
}

/** Signs Meeting's calls in with an account and its password. Closing what this answers with signs out and closes `connection`. */
export function withMeetingAccount(
  connection: Base,
  { account, password }: MeetingAccount,
  { clock = systemClock, clientType }: SessionOptions = {},
): MeetingConnection {
  const refusals = new Refusals(clock);
  const signIn = (signal: AbortSignal) =>
    refusals.spend(password.reveal(), () => createToken(connection, { account, password, clientType, signal }));
  return new SessionConnection({ via: connection, clock, signIn });
}
