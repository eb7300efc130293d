import { CredentialError, Secret } from "@rekey/core";
import type { Emulator } from "../emulator.ts";
import { none } from "./misses.ts";
import type { Running } from "./running.ts";
import { type Account, userOf } from "./state.ts";

type Behind = Pick<Emulator, "account" | "setPassword" | "setAccountStatus" | "setInstanceStatus" | "removeAccount">;

/** What tests see and do behind the API's back. */
export function behind(running: readonly Running[]): Behind {
  const at = (instance: string): Running => find(running, instance);
  const tell = (of: Running, account: Account): Promise<void> => {
    of.tell(userOf(account));
    return of.plane.caughtUp();
  };
  return {
    account: (instance, user) => {
      const { agenda, instance: of } = at(instance);
      agenda.catchUp();
      const { id, name, status, password, pending, previous } = named(of.accounts, user);
      return { id, name, status, password, pending: [...pending], previous: [...previous] };
    },
    setPassword: (instance, user, password) => {
      const account = named(at(instance).instance.accounts, user);
      account.previous.push(account.password);
      account.password = typeof password === "string" ? new Secret(password) : password;
      account.misses = none;
      return tell(at(instance), account);
    },
    setAccountStatus: (instance, user, status) => {
      const account = named(at(instance).instance.accounts, user);
      account.status = status;
      return tell(at(instance), account);
    },
    setInstanceStatus: (instance, status) => void (at(instance).instance.status = status),
    removeAccount: (instance, user) => remove(at(instance), user),
  };
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
