import { randomInt } from "node:crypto";
import { Secret } from "@rekey/core";
import type { DesktopUserWorld } from "./world.ts";

/** A DesktopUser is one user of cloud desktops, as it stands. */
export interface DesktopUser {
  readonly world: DesktopUserWorld;
  password: Secret;
  readonly previous: Secret[];
  /** Each notice that was sent with a password, in order: `email`, `phone`. */
  readonly notices: string[];
  locked: boolean;
  disabled: boolean;
}

/** Opens the users of a world. */
export function openDesktopUsers(users: readonly DesktopUserWorld[]): DesktopUser[] {
  return users.map((world) => ({
    world,
    password: world.password ?? randomPassword(),
    previous: [],
    notices: [],
    locked: world.locked,
    disabled: world.disabled,
  }));
}

const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@%-_=+?";

/** A password of at most 20 characters; the sample has 10. */
export function randomPassword(): Secret {
  return new Secret(Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)] ?? "").join(""));
}
