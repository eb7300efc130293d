import { type Call, type Clock, type Connection, hasCode, type Reply, systemClock } from "@rekey/core";
import type { Scope, UserLogin } from "./create.ts";
import { type Held, UserTokens } from "./shared.ts";

/** An IamUserSource is asked for the login before each sending, so that a password that was changed is taken up. */
export type IamUserSource = () => Login | Promise<Login>;

type Login = Omit<UserLogin, "signal">;

/** Options of a session of an IAM user; none is needed. */
export interface UserSessionOptions {
  readonly clock?: Clock | undefined;
  /** Shared by all sessions that are given the same; the session's own where absent. */
  readonly tokens?: UserTokens | undefined;
}

/**
 * The same cloud as an IAM user: every call carries the user's token, fetched when the first one needs it, refreshed an hour early, once for all who
 * wait. A refused token is dropped; a call that may be repeated is sent again with a new one, any other is the engine's to repeat. Never rotate a
 * user with a session of the same user: the change ends its tokens, at once or within half an hour.
 */
export function userSession(
  connection: Connection,
  login: Login | IamUserSource,
  { clock = systemClock, tokens = new UserTokens(clock) }: UserSessionOptions = {},
): Connection {
  const source = typeof login === "function" ? login : () => login;
  const session = { connection, tokens, login: async () => source() };
  return {
    longestMs: connection.longestMs,
    quietMs: connection.quietMs,
    ca: connection.ca,
    reach: (host, port) => connection.reach(host, port),
    send: (call) => (isOwn(call) ? connection.send(call) : sendAs(session, call)),
  };
}

/** A Base is a connection whose clock's error is known and that can be closed, as `connect` of `@rekey/core-http` makes it. */
type Base = Connection & AsyncDisposable & { readonly skewMs: number; close(): Promise<void> };

/** Options of `withIamUser`; the project alone matters to most. */
export interface IamUserOptions extends UserSessionOptions {
  /** What services of a region are spoken to for. */
  readonly project: Exclude<Scope, { readonly domain: unknown }>["project"];
}

/**
 * A connection as an IAM user: IAM is spoken to with a token of the whole account, every other service with one of the project, whose id comes with
 * it. Wants a connection without keys. STS takes signatures alone, so nothing is asked of it. Closing it closes `connection`.
 */
export function withIamUser(
  connection: Base,
  login: Login | IamUserSource,
  { project, clock = systemClock, tokens = new UserTokens(clock) }: IamUserOptions,
): Base {
  const source = typeof login === "function" ? login : () => login;
  const ofAccount = userSession(connection, source, { tokens });
  const inProject = async () => ({ ...(await source()), scope: { project } });
  const ofProject = userSession(connection, inProject, { tokens });
  return {
    ...ofAccount,
    send: (call) => (call.service === "iam" ? ofAccount : ofProject).send(call),
    get skewMs() {
      return connection.skewMs;
    },
    close: () => connection.close(),
    [Symbol.asyncDispose]: () => connection.close(),
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
  readonly tokens: UserTokens;
  readonly login: () => Promise<Login>;
}

async function sendAs({ connection, tokens, login }: Session, call: Call): Promise<Reply> {
  const send = async (again: boolean): Promise<Reply> => {
    const held = await tokens.get(connection, await login());
    try {
      return await connection.send(carrying(call, held));
    } catch (error) {
      if (!hasCode(error, "ERR_IDENTITY")) throw error;
      tokens.drop(held);
      if (again && call.repeat === "safe") return send(false);
      throw error;
    }
  };
  return send(true);
}

function carrying(call: Call, { token, projectId }: Held): Call {
  const params = projectId === undefined ? call.params : { project_id: projectId, ...call.params };
  return { ...call, headers: { ...call.headers, "X-Auth-Token": token }, ...(params && { params }) };
}
