import type { Body, Call } from "../../connection.ts";
import { CredentialError } from "../../errors.ts";
import { Secret } from "../../secret.ts";
import type { SampleOperation } from "./calls.ts";

/** A user of the sample service. */
export interface User {
  /** What logs in, by id; a password is the first key. */
  readonly keys: Map<string, string>;
  readonly mail: string[];
  changes: number;
  /** A change has taken hold once somebody has looked. */
  isReady: boolean;
  made: number;
}

/** A user whose password is `first`. */
export function newUser(first: string): User {
  return { keys: new Map([[PASSWORD, first]]), mail: [], changes: 0, isReady: true, made: 0 };
}

/** Whether a user logs in with it. */
export function accepts(user: User, secret: string): boolean {
  return [...user.keys.values()].includes(secret);
}

/** What the sample service answers to each of its operations. */
export const answers: Readonly<Record<SampleOperation, (user: User, call: Call) => object>> = {
  showUser: (user) => ({ isReady: look(user), changes: String(user.changes) }),
  listKeys: ({ keys }) => ({ ids: [...keys.keys()] }),
  setPassword: (user, call) => (put(user, field(call, "next")), {}),
  changePassword(user, call) {
    if (!accepts(user, field(call, "current")))
      throw new CredentialError("ERR_DRIFTED", "the old secret is wrong", { status: 403 });
    put(user, field(call, "next"));
    return {};
  },
  login: (user, call) => ({ isRight: accepts(user, field(call, "secret")) }),
  resetRandomPassword: (user) => ({ secret: put(user, make(user)) }),
  mailPassword: (user) => (user.mail.push(put(user, make(user))), {}),
  createKey: (user) => ({ secret: put(user, make(user), `key-${user.made}`), id: `key-${user.made}` }),
  activateKey({ keys }, { params }) {
    if (!keys.has(params?.["key"] ?? "")) throw new CredentialError("ERR_REFUSED", "no such key", { status: 404 });
    return {};
  },
  deleteKey: ({ keys }, { params }) => (keys.delete(params?.["key"] ?? ""), {}),
};

const PASSWORD = "key-0";

function put(user: User, secret: string, id = PASSWORD): string {
  user.keys.set(id, secret);
  user.changes++;
  user.isReady = false;
  return secret;
}

function make(user: User): string {
  return `canary-made-${++user.made}`;
}

function look(user: User): boolean {
  const wasReady = user.isReady;
  user.isReady = true;
  return wasReady;
}

function field({ body = {} }: { readonly body?: Body }, name: string): string {
  const value = body[name];
  if (!(value instanceof Secret)) throw new CredentialError("ERR_REFUSED", `no ${name}`, { status: 400 });
  return value.reveal();
}
