import { ACCESS_KEY, SECRET_KEY } from "./client.fixture.ts";
import type { Emulator } from "./emulator.ts";
import { createEmulator } from "./start.ts";
import type { Options } from "./options.ts";
import type { World } from "./world.ts";

export const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
export const OLD = "canary-Old1";
export const NEW = "canary-New2";

type InstanceWorld = NonNullable<World["instances"]>[number];

/** A world with one instance, `cache`, and its accounts `app` and `reader`. */
export function small(instance: Partial<InstanceWorld> = {}, world: Partial<World> = {}): World {
  const accounts = [
    { id: "a-app", name: "app", password: OLD },
    { id: "a-reader", name: "reader", password: "canary-Read1", role: "read" as const },
  ];
  return {
    region: "cn-north-4",
    project: PROJECT,
    keys: [{ accessKey: ACCESS_KEY, secretKey: SECRET_KEY }],
    instances: [{ id: "i-cache", name: "cache", accounts, ...instance }],
    ...world,
  };
}

/** Starts it on the small data plane, unless told otherwise. */
export function start(world: World = small(), options: Options = {}): Promise<Emulator> {
  return createEmulator(world, { dataPlane: "small", ...options });
}

export const INSTANCES = `/v2/${PROJECT}/instances`;
export const INSTANCE = `${INSTANCES}/i-cache`;
export const ACCOUNT = `${INSTANCE}/accounts/a-app`;
export const RESET = `${ACCOUNT}/password/reset`;
export const MODIFY = `${ACCOUNT}/password/modify`;

export function portOf({ addresses }: Emulator, instance = "i-cache"): number {
  return addresses[instance]?.port ?? 0;
}
