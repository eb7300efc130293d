import { systemClock } from "@rekey/core";
import { daemonAt } from "./daemon/daemon.ts";
import { whereabouts } from "./daemon/whereabouts.ts";
import { dynamicProvider } from "./provider/dynamic.ts";
import type { DynamicProvider } from "./provider/provider.ts";

export type { Checked, Config, DynamicProvider, Failure, Found, Made } from "./provider/provider.ts";
export type { Properties } from "./provider/properties.ts";

/** provider is what the text in every state asks for: nobody else calls it, and its name and methods never change. */
export function provider(): DynamicProvider {
  return dynamicProvider((config) => ({
    clock: systemClock,
    daemon: daemonAt(() => whereabouts({ env: process.env, config }), systemClock),
  }));
}
