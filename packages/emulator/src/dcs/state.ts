import { randomBytes } from "node:crypto";
import { Secret } from "@rekey/core";
import type { Agenda } from "../agenda.ts";
import { type AccountStatus, type InstanceStatus, type InstanceWorld, idOf } from "./instance.ts";
import { type Misses, none } from "./misses.ts";

/** A CacheUser is what a data plane has to know of an account. */
export interface CacheUser {
  readonly name: string;
  readonly password: Secret;
  readonly role: "read" | "write";
  /** Gone, or not yet usable. */
  readonly isOff?: boolean;
}

/** An Account as it stands; `password` is the one that logs in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly type: "normal" | "default";
  readonly role: "read" | "write";
  readonly description: string;
  status: AccountStatus;
  password: Secret;
  /** Accepted and not yet in force, newest last. */
  readonly pending: Secret[];
  /** Those it had before, oldest first. */
  readonly previous: Secret[];
  misses: Misses;
}

/** An Instance as it stands. */
export interface Instance {
  readonly world: InstanceWorld;
  status: InstanceStatus;
  readonly accounts: Account[];
  /** Where its data plane listens. */
  address: { readonly host: string; readonly port: number };
}

/** A Change is an accepted password; `tell` hears of it when it is in force. */
export interface Change {
  readonly instance: Instance;
  readonly account: Account;
  readonly password: Secret;
  tell(user: CacheUser): void;
}

/** Makes an instance of a world's description. */
export function openInstance(world: InstanceWorld): Instance {
  const own = world.password ?? new Secret(randomBytes(24).toString("hex"));
  const first = openAccount(world, { name: "default", type: "default", password: own });
  const rest = world.accounts.map((each) => openAccount(world, { ...each, type: "normal" }));
  return { world, status: world.status, accounts: [first, ...rest], address: { host: "127.0.0.1", port: 0 } };
}

type Given = Pick<Account, "name" | "type" | "password"> & {
  [K in "id" | "role" | "status" | "description"]?: Account[K] | undefined;
};

/** Makes an account of an instance. */
export function openAccount({ id: instance }: InstanceWorld, given: Given): Account {
  const {
    name,
    type,
    password,
    id = idOf(instance, name),
    role = "write",
    status = "AVAILABLE",
    description = "",
  } = given;
  return { id, name, type, role, description, status, password, pending: [], previous: [], misses: none };
}

/** Takes a change in: the account is UPDATING, and the old password goes on working until it is AVAILABLE again. The default user's is in force at once. */
export function begin(change: Change, agenda: Agenda, atMs: number): void {
  const { instance, account: of, password } = change;
  of.pending.push(password);
  const { updatingMs } = instance.world;
  if (updatingMs === 0 || of.type === "default") return settle(change);
  of.status = "UPDATING";
  agenda.add(updatingMs === "never" ? Infinity : atMs + updatingMs, () => settle(change));
}

function settle(change: Change): void {
  const { account: of, password } = change;
  of.pending.splice(of.pending.indexOf(password), 1);
  if (of.pending.length === 0 && of.status === "UPDATING") of.status = "AVAILABLE";
  of.previous.push(of.password);
  of.password = password;
  of.misses = none;
  change.tell(userOf(of));
}

/** What the data plane has to know of an account now. */
export function userOf({ name, password, role, status }: Account): CacheUser {
  return { name, password, role, isOff: status !== "AVAILABLE" && status !== "UPDATING" };
}

/** Whether a change is under way somewhere on the instance. */
export function isChanging({ accounts }: Instance): boolean {
  return accounts.some(({ pending, status }) => pending.length > 0 || status === "UPDATING");
}
