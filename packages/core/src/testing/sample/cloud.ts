import type { Call, Connection, Reply } from "../../connection.ts";
import { CredentialError } from "../../errors.ts";
import { Secret } from "../../secret.ts";
import { accepts, answers, newUser, type User } from "./answers.ts";
import { operations, type SampleOperation } from "./calls.ts";

/** A SampleCloud is the service behind the sample kinds, well behaved: it answers at once and loses nothing. */
export interface SampleCloud {
  readonly via: Connection;
  /** Every call that was sent, in order. */
  readonly calls: readonly Call[];
  /** Whether a user could log in with it. */
  accepts(user: string, secret: Secret): boolean;
  /** The last secret that went to its recipient by mail. */
  mailed(user: string): Secret | undefined;
}

/** A cloud with some users, by name, each with a first password, which is also the first key, `key-0`. */
export function sampleCloud(firstPasswords: Readonly<Record<string, string>> = { ada: "canary-first" }): SampleCloud {
  const users = new Map(Object.entries(firstPasswords).map(([name, first]) => [name, newUser(first)]));
  const calls: Call[] = [];
  return {
    via: {
      longestMs: 60_000,
      quietMs: 600_000,
      send: async (call) => (calls.push(call), answer(users, call)),
      reach: async (host) => host,
    },
    calls,
    accepts(name, secret) {
      const user = users.get(name);
      return user !== undefined && accepts(user, secret.reveal());
    },
    mailed(name) {
      const last = users.get(name)?.mail.at(-1);
      return last === undefined ? undefined : new Secret(last);
    },
  };
}

function answer(users: ReadonlyMap<string, User>, call: Call): Reply {
  const { service, operation, params } = call;
  const user = users.get(params?.["user"] ?? "");
  if (!isOperation(operation))
    throw new CredentialError("ERR_DECLARATION", `the sample service has no ${operation}`, { service });
  if (!user) throw new CredentialError("ERR_REFUSED", "no such user", { service, operation, status: 404 });
  return { status: 200, headers: {}, body: new Secret(JSON.stringify(answers[operation](user, call))) };
}

function isOperation(operation: string): operation is SampleOperation {
  return Object.hasOwn(operations, operation);
}
