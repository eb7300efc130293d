import { CredentialError, Secret } from "@rekey/core";
import { type AccessKey, endTokens, type Iam, putPassword, type User } from "./state.ts";

/** A UserView is one IAM user as it stands. Printing it is safe. */
export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly password: Secret | undefined;
  /** Those before it, oldest first. */
  readonly previous: readonly Secret[];
  readonly passwordChangedAt: Date;
  readonly isLocked: boolean;
  readonly keys: readonly Readonly<AccessKey>[];
}

/** What tests see of IAM and do behind its back; users by name or id. */
export interface BehindIam {
  user(user: string): UserView;
  setPassword(user: string, password: string | Secret): void;
  /** Changes what IAM's own pages change: absent stays. */
  change(user: string, change: Partial<Pick<User, "enabled" | "accessMode" | "loginProtection">>): void;
  /** Changes one access key, or says when it was used. */
  changeKey(access: string, change: Partial<Pick<AccessKey, "status" | "description" | "usedAt">>): void;
  removeKey(access: string): void;
  removeUser(user: string): void;
}

/** Opens the back door of an IAM. */
export function behindIam(iam: Iam): BehindIam {
  return {
    user: (name) => view(iam, find(iam, name)),
    setPassword: (name, password) =>
      putPassword(iam, find(iam, name), typeof password === "string" ? new Secret(password) : password),
    change: (name, change) => {
      const user = find(iam, name);
      Object.assign(user, change);
      endTokens(iam, user);
    },
    changeKey: (access, change) => void Object.assign(holder(iam, access).key, change),
    removeKey: (access) => {
      const { user, key } = holder(iam, access);
      user.keys = user.keys.filter((each) => each !== key);
    },
    removeUser: (name) => {
      const user = find(iam, name);
      endTokens(iam, user);
      iam.users.splice(iam.users.indexOf(user), 1);
    },
  };
}

function view({ clock }: Iam, { world, password, previous, changedAt, lockedUntilMs, keys }: User): UserView {
  return {
    id: world.id,
    name: world.name,
    password,
    previous: [...previous],
    passwordChangedAt: changedAt,
    isLocked: lockedUntilMs > clock.monotonicMs(),
    keys: keys.map((key) => ({ ...key })),
  };
}

function find({ users }: Iam, name: string): User {
  const found = users.find(({ world }) => world.name === name || world.id === name);
  if (!found) throw new CredentialError("ERR_DECLARATION", `this world has no IAM user ${name}`);
  return found;
}

function holder({ users }: Iam, access: string): { user: User; key: AccessKey } {
  for (const user of users) {
    const key = user.keys.find((each) => each.access === access);
    if (key) return { user, key };
  }
  throw new CredentialError("ERR_DECLARATION", `this world has no access key ${access}`);
}
