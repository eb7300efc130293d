import { CredentialError, Secret } from "@rekey/core";
import type { AccountView, Emulator } from "../emulator.ts";
import { none } from "./misses.ts";
import type { Running } from "./running.ts";
import { type Account, userOf } from "./state.ts";

type Behind = Pick<Emulator, "account" | "setPassword" | "setAccountStatus" | "setInstanceStatus" | "removeAccount">;

/** What tests see and do behind the API's back. */
export function behind(running: readonly Running[]): Behind {
  const change = (instance: string, user: string, make: (account: Account) => void): Promise<void> => {
    const of = find(running, instance);
    const account = named(of.instance.accounts, user);
    make(account);
    of.tell(userOf(account));
    return of.plane.caughtUp();
  };
  return {
    account: (instance, user) => view(find(running, instance), user),
    setPassword: (instance, user, password) => change(instance, user, (account) => replace(account, password)),
    setAccountStatus: (instance, user, status) => change(instance, user, (account) => void (account.status = status)),
    setInstanceStatus: (instance, status) => void (find(running, instance).instance.status = status),
    removeAccount: (instance, user) => remove(find(running, instance), user),
  };
}

function view({ agenda, instance }: Running, user: string): AccountView {
  agenda.catchUp();
  const { id, name, status, password, pending, previous } = named(instance.accounts, user);
  return { id, name, status, password, pending: [...pending], previous: [...previous] };
}

function replace(account: Account, password: string | Secret): void {
  account.previous.push(account.password);
  account.password = typeof password === "string" ? new Secret(password) : password;
  account.misses = none;
}

function remove({ instance: { accounts }, plane }: Running, user: string): Promise<void> {
  const account = named(accounts, user);
  accounts.splice(accounts.indexOf(account), 1);
  plane.tell({ ...userOf(account), isOff: true });
  return plane.caughtUp();
}

function find(running: readonly Running[], name: string): Running {
  const found = running.find(({ instance: { world } }) => world.id === name || world.name === name);
  if (!found) throw new CredentialError("ERR_DECLARATION", `this world has no instance ${name}`);
  return found;
}

function named(accounts: readonly Account[], name: string): Account {
  const found = accounts.find((account) => account.name === name);
  if (!found) throw new CredentialError("ERR_DECLARATION", `this instance has no account ${name}`);
  return found;
}
