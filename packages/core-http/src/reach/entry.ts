import { BlockList } from "node:net";
import { canonicalName } from "../wire/lookup.ts";
import { addressOf, isOwn, type Address } from "./address.ts";

/** An Entry is one line of `reach`: where a check may dial. */
export interface Entry {
  /** Undefined for any port. */
  readonly port: number | undefined;
  readonly place: { readonly name: string } | Network;
}

interface Network {
  readonly contains: (address: Address) => boolean;
  /** Whether the line names this machine itself, and not merely a range that happens to hold it. */
  readonly isOwn: boolean;
}

const ENTRY = /^(?:\[([^[\]]+)\]|([^[\]:]+)):(\*|\d{1,5})$/;
const NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;

/** Reads `10.0.0.0/8:6379`, `[fd00::/8]:6379` or `redis.example.com:*`. Throws a SyntaxError that says what is wrong. */
export function parseEntry(line: string): Entry {
  const [, bracketed, bare, portText] = ENTRY.exec(line.trim()) ?? [];
  const host = bracketed ?? bare;
  if (host === undefined || portText === undefined)
    throw new SyntaxError("write address:port, network/bits:port or name:port, IPv6 in brackets, * for any port");
  const place =
    networkOf(host) ?? (bracketed === undefined && isName(host) ? { name: canonicalName(host) } : undefined);
  if (!place) throw new SyntaxError("neither an address, nor a network, nor a name");
  return { port: portOf(portText), place };
}

function portOf(text: string): number | undefined {
  if (text === "*") return undefined;
  const port = Number(text);
  if (port < 1 || port > 65_535) throw new SyntaxError("a port is a number from 1 to 65535");
  return port;
}

/** Whether a text can be a host's name; one of digits and dots alone would be an address that nobody meant to write. */
export function isName(text: string): boolean {
  return NAME.test(text) && !/^[\d.]+$/.test(text) && !/^0x[\da-f]+$/i.test(text);
}

function networkOf(host: string): Network | undefined {
  const [text = "", bits, ...rest] = host.split("/");
  const address = text.includes("%") ? undefined : addressOf(text);
  if (!address || rest.length > 0) return undefined;
  const whole = address.family === "ipv4" ? 32 : 128;
  // The bits of a mapped network would be counted from IPv6's first.
  if (bits !== undefined && text.includes(":") && address.family === "ipv4") return undefined;
  const prefix = bits === undefined ? whole : /^\d{1,3}$/.test(bits) ? Number(bits) : whole + 1;
  if (prefix > whole) throw new SyntaxError(`a network of this family has 0 to ${whole} bits`);
  const list = new BlockList();
  list.addSubnet(address.text, prefix, address.family);
  const isNarrow = prefix === whole || (address.family === "ipv4" && prefix >= 8);
  return {
    contains: (one) => one.family === address.family && list.check(one.text, one.family),
    isOwn: isNarrow && isOwn(address),
  };
}
