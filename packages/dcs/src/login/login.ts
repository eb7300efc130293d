import { type Connection, CredentialError, hasCode } from "@rekey/core";
import { ErrorReply } from "@redis/client";
import type { Addresses } from "../instances/addresses.ts";
import { answerOf } from "./answer.ts";
import { clientFor, type Credentials, type Door, knock } from "./dial.ts";

type Answer = "accepted" | "refused";

/** A Missed is an address that did not answer: no login was sent to it. */
class Missed {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Logs in once, at the first address that answers, and leaves. Changes nothing. Throws ERR_UNAVAILABLE where nobody said yes or no within the
 * connection's longest wait (a try may be spent), and whatever `reach` throws.
 */
export async function login(
  via: Connection,
  { hosts, port, isTls }: Addresses,
  credentials: Credentials,
): Promise<Answer> {
  const over = AbortSignal.timeout(via.longestMs);
  const connectMs = Math.max(1, Math.floor(via.longestMs / hosts.length));
  const missed: unknown[] = [];
  for (const host of hosts) {
    const address = await reached(via, host, port);
    const door = { host, port, isTls, connectMs, ca: via.ca };
    const answer = address instanceof Missed ? address : await attempt({ ...door, address }, credentials, over);
    if (!(answer instanceof Missed)) return answer;
    missed.push(answer.error);
  }
  throw unreached(missed, `${hosts.join(", ")}, port ${port}`);
}

/** Throws, as a login would, unless one address can be dialled: a new password that nobody could prove would be in force and delivered to nobody. */
export async function demandAnswer(via: Connection, { hosts, port, isTls }: Addresses): Promise<void> {
  const connectMs = Math.max(1, Math.floor(via.longestMs / hosts.length));
  const missed: unknown[] = [];
  for (const host of hosts) {
    const address = await reached(via, host, port);
    const answer =
      address instanceof Missed
        ? address
        : await knock({ host, address, port, isTls, connectMs, ca: via.ca }).catch(
            (error: unknown) => new Missed(error),
          );
    if (!(answer instanceof Missed)) return;
    missed.push(answer.error);
  }
  throw unreached(missed, `${hosts.join(", ")}, port ${port}`);
}

/** That an address is not allowed is news only where none is. */
function unreached(missed: readonly unknown[], where: string): CredentialError {
  const cause = missed.find((error) => !hasCode(error, "ERR_DECLARATION")) ?? missed[0];
  if (hasCode(cause, "ERR_DECLARATION", "ERR_UNAVAILABLE")) return cause;
  return new CredentialError("ERR_UNAVAILABLE", `Redis does not answer at ${where}: ${reasonOf(cause)}`, {
    service: "dcs",
    cause,
  });
}

/** Another address may be allowed, or resolve; everything else that `reach` throws is about the whole login. */
async function reached(via: Connection, host: string, port: number): Promise<string | Missed> {
  try {
    return await via.reach(host, port);
  } catch (error) {
    if (hasCode(error, "ERR_DECLARATION", "ERR_UNAVAILABLE")) return new Missed(error);
    throw error;
  }
}

/** Law 5: once the credentials have left, no second address is tried, because a second login is a second try. */
async function attempt(door: Door, credentials: Credentials, over: AbortSignal): Promise<Answer | Missed> {
  let isSent = false;
  const client = clientFor(door, () => {
    over.throwIfAborted();
    isSent = true;
    return credentials;
  });
  try {
    const failed = new Promise<never>((_, reject) => client.on("error", reject));
    const late = new Promise<never>((_, reject) =>
      over.addEventListener("abort", () => reject(over.reason), { once: true }),
    );
    over.throwIfAborted();
    await Promise.race([client.connect(), failed, late]);
    return "accepted";
  } catch (error) {
    if (error instanceof ErrorReply) return answerOf(error);
    if (!isSent) return new Missed(error);
    throw new CredentialError(
      "ERR_UNAVAILABLE",
      `the login at ${door.host}:${door.port} got no answer: ${reasonOf(error)}`,
      {
        service: "dcs",
        cause: error,
      },
    );
  } finally {
    client.destroy();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "the time is over";
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
