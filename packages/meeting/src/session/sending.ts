import { type Call, type Clock, type Connection, hasCode, meaningOf, type Reply } from "@rekey/core";
import { codebook } from "../classify.ts";
import type { Session } from "./session.ts";

/** Headers that say who asks: a call that brings one is somebody else's. */
const OWN = ["authorization", "x-access-token"];

/** Whether a call is Meeting's and wants a session's token. */
export function wantsToken({ service, headers = {} }: Call): boolean {
  return service === "meeting" && !Object.keys(headers).some((name) => OWN.includes(name.toLowerCase()));
}

/** What a call of a session is sent with. */
export interface Sending {
  readonly via: Connection;
  readonly clock: Clock;
  readonly session: Session;
}

/**
 * Sends a call with the session's token; where Meeting says that the token is not valid, which proves that it did nothing, once more with a new
 * one. All of it within the connection's `longestMs`, on which the engine's fence relies (law 7).
 */
export async function sendWithToken(call: Call, { via, clock, session }: Sending): Promise<Reply> {
  using deadline = clock.deadline(via.longestMs);
  const signal = AbortSignal.any([deadline.signal, ...(call.signal ? [call.signal] : [])]);
  const token = await session.token(signal);
  const send = (access: typeof token) =>
    via.send({ ...call, headers: { ...call.headers, "x-access-token": access }, signal });
  try {
    return await send(token);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    session.drop(token);
    return await send(await session.token(signal));
  }
}

function isTokenRefused(error: unknown): boolean {
  return (
    hasCode(error, "ERR_IDENTITY") && meaningOf(codebook, error.details.status, error.details.serviceCode) === "token"
  );
}
