import { BlockList, isIPv4, isIPv6 } from "node:net";

/** An Address is an IP address without the forms that disguise another. */
export interface Address {
  readonly text: string;
  readonly family: "ipv4" | "ipv6";
}

/** Reads an IP address; one of IPv4 in IPv6's clothes (`::ffff:10.0.0.1`) is the IPv4 address it is, and a zone is dropped. */
export function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) return { text, family: "ipv4" };
  if (!isIPv6(text)) return undefined;
  const bare = text.replace(/%.*$/, "").toLowerCase();
  const mapped = mappedMark.check(bare, "ipv6") ? lastFour(bare) : undefined;
  return mapped === undefined ? { text: bare, family: "ipv6" } : { text: mapped, family: "ipv4" };
}

/** The IPv4 address that an IPv6 one carries through a translator (RFC 6052) or by the old compatible form. */
function carried({ text, family }: Address): Address | undefined {
  return family === "ipv6" && carrying.check(text, "ipv6") ? addressOf(lastFour(text)) : undefined;
}

function lastFour(ipv6: string): string {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(ipv6)?.[1];
  if (dotted !== undefined) return dotted;
  // The URL parser writes an address in its one canonical form, so that the last two groups are where they should be.
  const groups = new URL(`http://[${ipv6}]/`).hostname.slice(1, -1).split("::");
  const tail = (groups.at(-1) ?? "").split(":").map((group) => Number.parseInt(group || "0", 16));
  const [high = 0, low = 0] = [tail.at(-2), tail.at(-1)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function listOf(subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIPv4(net) ? "ipv4" : "ipv6");
  return list;
}

const mappedMark = listOf([["::ffff:0:0", 96]]);
const carrying = listOf([
  ["64:ff9b::", 96],
  ["::", 96],
]);

/** Link-local addresses and the metadata services of the clouds: whoever answers there hands out identities. */
const forbidden = listOf([
  ["169.254.0.0", 16],
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
  ["100.100.100.200", 32],
]);
const own = listOf([
  ["127.0.0.0", 8],
  ["::1", 128],
  ["0.0.0.0", 8],
  ["::", 128],
]);

/** Whether an address is never dialled, whatever the operator wrote. */
export function isForbidden(address: Address): boolean {
  const inner = carried(address);
  return (
    forbidden.check(address.text, address.family) || (inner !== undefined && forbidden.check(inner.text, inner.family))
  );
}

/** Whether an address is this machine's own: loopback, or the unspecified one, which dials it too. */
export function isOwn(address: Address): boolean {
  const inner = carried(address);
  return own.check(address.text, address.family) || (inner !== undefined && own.check(inner.text, inner.family));
}

/** An address as it is written before a port. */
export function hostText({ text, family }: Address): string {
  return family === "ipv6" ? `[${text}]` : text;
}
