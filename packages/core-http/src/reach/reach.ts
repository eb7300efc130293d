import { CredentialError } from "@rekey/core";
import { codeOf } from "../wire/lost.ts";
import { canonicalName } from "../wire/lookup.ts";
import { addressOf, hostText, isForbidden, isOwn, type Address } from "./address.ts";
import { isName, type Entry } from "./entry.ts";

/** A Place is a host and a port that somebody wants to dial. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Resolves a host, checks each address it has, and answers with the first that is allowed: that one is to be dialled, and not the name, which may
 * resolve to another by then. Throws ERR_DECLARATION with the line to write, and ERR_UNAVAILABLE where the name is not known now.
 */
export async function allowed(
  place: Place,
  entries: readonly Entry[],
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<string> {
  const host = place.host.replace(/^\[(.+)\]$/, "$1");
  if (!addressOf(host) && !isName(host))
    throw new CredentialError("ERR_DECLARATION", "the host to dial is neither an address nor a name", {
      remedy: "correct the address",
    });
  const addresses = (await resolved(host, resolve)).flatMap((text) => addressOf(text) ?? []);
  const open = addresses.find((address) => isAllowed({ host, port: place.port }, address, entries));
  if (open) return open.text;
  throw closed({ host, port: place.port }, addresses);
}

function isAllowed({ host, port }: Place, address: Address, entries: readonly Entry[]): boolean {
  if (isForbidden(address)) return false;
  return entries.some(({ port: only, place }) => {
    if (only !== undefined && only !== port) return false;
    // A name may be pointed anywhere by whoever runs its zone, so it opens this machine only where it is this machine's.
    if ("name" in place) return place.name === canonicalName(host) && (!isOwn(address) || place.name === "localhost");
    return place.contains(address) && (!isOwn(address) || place.isOwn);
  });
}

async function resolved(
  host: string,
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new CredentialError("ERR_UNAVAILABLE", `${host} has no address (${codeOf(error) ?? "given up"})`, {
      cause: error,
    });
  }
}

function closed({ host, port }: Place, addresses: readonly Address[]): CredentialError {
  const cause = new Error("outside the connection's reach");
  const open = addresses.find((address) => !isForbidden(address));
  if (!open) {
    const remedy = "name another host: link-local and metadata addresses are never dialled";
    return new CredentialError("ERR_DECLARATION", `${host}:${port} is never dialled`, { remedy, cause });
  }
  const line = `${hostText(open)}:${port}`;
  const shown = open.text === host ? line : `${host}:${port} (${hostText(open)})`;
  return new CredentialError("ERR_DECLARATION", `${shown} is outside the connection's reach`, {
    remedy: `add reach: ["${line}"] to the connection`,
    cause,
  });
}
