import type { Facts } from "@rekey/core";
import { addressesOf } from "./addresses.ts";
import type { Instance } from "./instance.ts";

/** What a consumer needs to know of an instance beside user and password. Throws what `addressesOf` throws. */
export function factsOf(instance: Instance): Facts {
  const { hosts, port, isTls } = addressesOf(instance);
  const named = instance.name === undefined ? {} : { instanceName: instance.name };
  return { host: hosts[0], port: `${port}`, tls: `${isTls}`, instance: instance.instanceId, ...named };
}
