import { CredentialError, Secret } from "@rekey/core";
import type { DesktopUser } from "./state.ts";

/** A DesktopUserView is one user of cloud desktops as it stands. Printing it is safe. */
export interface DesktopUserView {
  readonly id: string;
  readonly name: string;
  readonly password: Secret;
  /** Those before it, oldest first. */
  readonly previous: readonly Secret[];
  /** Each notice that went out with a password. */
  readonly notices: readonly string[];
}

/** What tests see of Workspace and do behind its back; users by name or id. */
export interface BehindWorkspace {
  user(user: string): DesktopUserView;
  setPassword(user: string, password: string | Secret): void;
  change(user: string, change: Partial<Pick<DesktopUser, "locked" | "disabled">>): void;
  removeUser(user: string): void;
}

/** Opens the back door of a Workspace. */
export function behindWorkspace(users: DesktopUser[]): BehindWorkspace {
  const find = (name: string): DesktopUser => {
    const found = users.find(({ world }) => world.name === name || world.id === name);
    if (!found) throw new CredentialError("ERR_DECLARATION", `this world has no desktop user ${name}`);
    return found;
  };
  return {
    user: (name) => {
      const { world, password, previous, notices } = find(name);
      return { id: world.id, name: world.name, password, previous: [...previous], notices: [...notices] };
    },
    setPassword: (name, password) => {
      const user = find(name);
      user.previous.push(user.password);
      user.password = typeof password === "string" ? new Secret(password) : password;
    },
    change: (name, change) => void Object.assign(find(name), change),
    removeUser: (name) => void users.splice(users.indexOf(find(name)), 1),
  };
}
