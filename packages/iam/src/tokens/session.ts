import { type Call, type Clock, type Connection, hasCode, type Reply, type Secret, systemClock } from "@rekey/core";
import { keystoneCreateUserTokenByPassword, type UserLogin } from "./create.ts";
import { Door } from "./door.ts";
import { Fresh } from "./fresh.ts";

const HOUR_MS = 3_600_000;
/** https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html: a token is valid for 24 hours. */
const TOKEN_MS = 24 * HOUR_MS;

/**
 * The same cloud as an IAM user: every call carries the user's token, fetched when the first one needs it, refreshed an hour early, once for all who
 * wait. A refused token is dropped; a call that may be repeated is sent again with a new one, any other is the engine's to repeat. Never rotate a
 * user with a session of the same user: the change ends its tokens, at once or within half an hour.
 */
export function userSession(
  connection: Connection,
  login: Omit<UserLogin, "signal">,
  clock: Clock = systemClock,
): Connection {
  const door = new Door(clock);
  const tokens = new Fresh(
    () =>
      door.enter(async () => {
        const { token, expiresAt } = await keystoneCreateUserTokenByPassword(connection, login);
        return { value: token, expiresAt };
      }),
    { clock, earlyMs: HOUR_MS, otherwiseMs: TOKEN_MS },
  );
  return {
    longestMs: connection.longestMs,
    quietMs: connection.quietMs,
    ca: connection.ca,
    reach: (host, port) => connection.reach(host, port),
    send: (call) => (isOwn(call) ? connection.send(call) : sendAs({ connection, tokens }, call)),
  };
}

/** Whether a call brings its own identity: a login, or a signature. */
function isOwn({ operation, headers = {} }: Call): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return (
    operation === "keystoneCreateUserTokenByPassword" ||
    names.includes("authorization") ||
    names.includes("x-auth-token")
  );
}

interface Session {
  readonly connection: Connection;
  readonly tokens: Fresh<Secret>;
}

async function sendAs({ connection, tokens }: Session, call: Call): Promise<Reply> {
  const send = async (again: boolean): Promise<Reply> => {
    const token = await tokens.get();
    try {
      return await connection.send({ ...call, headers: { ...call.headers, "X-Auth-Token": token } });
    } catch (error) {
      if (!hasCode(error, "ERR_IDENTITY")) throw error;
      tokens.drop(token);
      if (again && call.repeat === "safe") return send(false);
      throw error;
    }
  };
  return send(true);
}
