import { randomBytes } from "node:crypto";
import { after, type Clock, Secret } from "@rekey/core";
import type { Key, Made } from "../world.ts";
import type { UserWorld } from "./world.ts";

/** An AccessKey is one of a user's, as it stands. */
export interface AccessKey {
  readonly access: string;
  readonly secret: Secret;
  readonly createdAt: Date;
  status: "active" | "inactive";
  description: string;
  usedAt?: Date | undefined;
}

/** A User is one IAM user, as it stands. */
export interface User {
  readonly world: UserWorld;
  enabled: boolean;
  accessMode: UserWorld["accessMode"];
  loginProtection: UserWorld["loginProtection"];
  password: Secret | undefined;
  readonly previous: Secret[];
  readonly madeAt: Date;
  changedAt: Date;
  mustChange: boolean;
  /** Instants of wrong passwords, monotonic. */
  misses: number[];
  lockedUntilMs: number;
  keys: AccessKey[];
}

/** A Token is good until it expires, or its user changes. */
export interface Token {
  readonly user: User;
  readonly expiresAt: Date;
  /** Absent for one of the whole account. */
  readonly project: string | undefined;
}

/** A Temporary is a key of an agency. */
interface Temporary {
  readonly key: Key;
  readonly expiresAt: Date;
}

/** An Iam is all that IAM and STS know. */
export interface Iam {
  readonly made: Made;
  readonly clock: Clock;
  readonly users: User[];
  readonly tokens: Map<string, Token>;
  readonly temporary: Temporary[];
}

/** Opens the IAM of a world. */
export function openIam(made: Made, clock: Clock): Iam {
  return { made, clock, users: made.iam.users.map((world) => open(world)), tokens: new Map(), temporary: [] };
}

function open(world: UserWorld): User {
  const { enabled, accessMode, loginProtection, password, passwordMadeAt, accessKeys } = world;
  const madeAt = new Date(passwordMadeAt);
  const keys = accessKeys.map(({ accessKey: access, secretKey, ...rest }) => ({
    access,
    secret: secretKey,
    createdAt: madeAt,
    ...rest,
  }));
  const login = {
    password,
    previous: [],
    madeAt,
    changedAt: madeAt,
    mustChange: false,
    misses: [],
    lockedUntilMs: -Infinity,
  };
  return { world, enabled, accessMode, loginProtection, keys, ...login };
}

/** Makes temporary keys of an agency; they are good once `apply` was called, until they end. */
export function lend(
  { clock, temporary }: Iam,
  { permissions }: Made["iam"]["agencies"][number],
  seconds: number,
): { key: Key; expiresAt: Date; apply: () => void } {
  const expiresAt = after(clock.now(), seconds * 1000);
  const key: Key = {
    accessKey: `HST${randomBytes(8).toString("hex").toUpperCase()}`,
    secretKey: new Secret(randomBytes(20).toString("hex")),
    securityToken: new Secret(randomBytes(32).toString("hex")),
    permissions,
  };
  return { key, expiresAt, apply: () => void temporary.push({ key, expiresAt }) };
}

/** Every key that the gateway may believe now: the world's, those of users, and those of agencies. */
export function keysOf({ made, clock, users, temporary }: Iam): readonly Key[] {
  const now = clock.now();
  return [
    ...made.keys,
    ...users.flatMap((user) =>
      user.enabled && user.accessMode !== "console"
        ? user.keys.filter(({ status }) => status === "active").map((key) => keyOf(user, key))
        : [],
    ),
    ...temporary.filter(({ expiresAt }) => expiresAt > now).map(({ key }) => key),
  ];
}

function keyOf({ world }: User, { access, secret }: AccessKey): Key {
  return { accessKey: access, secretKey: secret, permissions: world.permissions, user: world.name };
}

/** Whose token it is, as a key that signs nothing; undefined where it is none, or none any more. */
export function bearer({ tokens, clock }: Iam, token: string): Key | undefined {
  const held = tokens.get(token);
  if (!held || held.expiresAt <= clock.now()) return undefined;
  const { world } = held.user;
  const project = held.project === undefined ? {} : { project: held.project };
  return { accessKey: "", secretKey: new Secret(""), permissions: world.permissions, user: world.name, ...project };
}

/** Ends all tokens of a user: its password, its keys or its rights changed (page "Obtaining a User Token"; at once here, within half an hour there). */
export function endTokens({ tokens }: Iam, user: User): void {
  for (const [token, held] of tokens) if (held.user === user) tokens.delete(token);
}

/** Puts a password in force. */
export function putPassword(iam: Iam, user: User, password: Secret): void {
  if (user.password) user.previous.push(user.password);
  Object.assign(user, { password, changedAt: iam.clock.now(), misses: [], lockedUntilMs: -Infinity });
  endTokens(iam, user);
}

/** Remembers that a key was used. */
export function used({ users, clock }: Iam, access: string): void {
  const key = users.flatMap(({ keys }) => keys).find((each) => each.access === access);
  if (key) key.usedAt = clock.now();
}
