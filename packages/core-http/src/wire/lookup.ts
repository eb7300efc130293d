import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { lookup as askDns } from "node:dns/promises";
import { isIP } from "node:net";

/** Names with fixed addresses, as in /etc/hosts. */
export type Hosts = Readonly<Record<string, string>>;

/** A Lookup answers Node's sockets with addresses. */
export type Lookup = (
  name: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
) => void;

/** A lookup for sockets that asks `hosts` before the system. */
export function lookupOf(hosts: Hosts): Lookup {
  return (name, options, callback) => {
    const address = fixed(hosts, name);
    if (address === undefined) return dnsLookup(name, options, callback);
    const family = isIP(address);
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** Every address of a name: `hosts` first, else the system's. Rejects where the system knows none. */
export async function addressesOf(hosts: Hosts, name: string): Promise<readonly string[]> {
  const address = isIP(name) ? name : fixed(hosts, name);
  if (address !== undefined) return [address];
  return (await askDns(name, { all: true })).map((found) => found.address);
}

function fixed(hosts: Hosts, name: string): string | undefined {
  const wanted = canonicalName(name);
  return Object.entries(hosts).find(([own]) => canonicalName(own) === wanted)?.[1];
}

/** A name as names are compared: lower case, without the root's dot. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
