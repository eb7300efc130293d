import { createHash } from "node:crypto";
import { type Clock, type Connection, type Secret, systemClock } from "@rekey/core";
import { keystoneCreateUserTokenByPassword, type UserLogin } from "./create.ts";
import { Door } from "./door.ts";
import { Fresh } from "./fresh.ts";

const HOUR_MS = 3_600_000;
/** https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html: a token is valid for 24 hours. */
const TOKEN_MS = 24 * HOUR_MS;

/** UserTokens holds at most one token a user and scope, for all sessions that share it, and one door a user: a lock is the user's. */
export class UserTokens {
  readonly #clock: Clock;
  readonly #doors = new Map<string, Door>();
  readonly #held = new Map<string, Fresh<Held>>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** The token of a login, fetched by the connection that asks first. Throws ERR_IDENTITY where the login was refused, now or before. */
  async get(connection: Connection, login: UserLogin): Promise<Held> {
    const name = nameOf(login, JSON.stringify(login.scope ?? {}));
    const fresh =
      this.#held.get(name) ?? new Fresh<Held>({ clock: this.#clock, earlyMs: HOUR_MS, otherwiseMs: TOKEN_MS });
    this.#held.set(name, fresh);
    return fresh.get(() => this.#doorOf(login).enter(() => logIn(connection, login)));
  }

  /** Forgets a token that was refused, unless another has taken its place. */
  drop(held: Held): void {
    for (const fresh of this.#held.values()) fresh.drop(held);
  }

  #doorOf(login: UserLogin): Door {
    const name = nameOf(login, "");
    const door = this.#doors.get(name) ?? new Door(this.#clock);
    this.#doors.set(name, door);
    return door;
  }
}

/** A Held is a token in use, and the project that it is for. */
export interface Held {
  readonly token: Secret;
  readonly projectId: string | undefined;
}

async function logIn(connection: Connection, login: UserLogin) {
  const { token, projectId, expiresAt } = await keystoneCreateUserTokenByPassword(connection, login);
  return { value: { token, projectId }, expiresAt };
}

/** Another password has another name: a corrected one begins anew. */
function nameOf({ account, user, password }: UserLogin, scope: string): string {
  const parts = [account, user, password.reveal(), scope];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
