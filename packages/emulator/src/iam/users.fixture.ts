import { ask, type Got, type Sent } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { small, start } from "../world.fixture.ts";
import type { World } from "../world.ts";

export const OLD = "canary-Old1";

type IamWorld = NonNullable<World["iam"]>;
type UserWorld = NonNullable<IamWorld["users"]>[number];

/** Starts a world whose account `acme` has one user, `alice`. */
export function withAlice(user: Partial<UserWorld> = {}, iam: IamWorld = {}): Promise<Emulator> {
  return start(small({}, { iam: { users: [{ name: "alice", password: OLD, ...user }], ...iam } }));
}

/** Asks for a token as somebody. */
export function login(
  { endpoints }: Emulator,
  { password = OLD, user = "alice", account = "acme", scope = {}, query = "?nocatalog=true" } = {},
): Promise<Got> {
  const named = { name: user, password, domain: { name: account } };
  const body = { auth: { identity: { methods: ["password"], password: { user: named } }, scope } };
  return ask(endpoints.iam, `/v3/auth/tokens${query}`, { method: "POST", body });
}

/** Sends with a token, and without a signature. */
export function bearing(token: string): Pick<Sent, "unsigned" | "headers"> {
  return { unsigned: true, headers: { "X-Auth-Token": token } };
}

export function tokenOf({ headers }: Got): string {
  return String(headers["x-subject-token"] ?? "");
}
