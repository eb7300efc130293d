import { CredentialError } from "@rekey/core";
import type { Instance } from "./instance.ts";

/** Addresses are where an instance answers: its domain name, then the addresses of its nodes, all on one port. */
export interface Addresses {
  readonly hosts: readonly [string, ...string[]];
  readonly port: number;
  readonly isTls: boolean;
}

/** The addresses that an instance reports. Throws ERR_UNAVAILABLE where it reports none, as one does that is being made. */
export function addressesOf({ instanceId, domainName, ip, port, enableSsl }: Instance): Addresses {
  // The documentation separates addresses by commas, in one place by a full-width one.
  const [first, ...others] = [domainName ?? "", ...(ip ?? "").split(/[,，]/)]
    .map((host) => host.trim())
    .filter(Boolean);
  if (first === undefined || port === undefined)
    throw new CredentialError("ERR_UNAVAILABLE", `the instance ${instanceId} reports no address`, { service: "dcs" });
  return { hosts: [first, ...others], port, isTls: enableSsl === true };
}
