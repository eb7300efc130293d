import type { Connection, Secret } from "@rekey/core";
import { searchVisionActiveCode } from "../activation/vision.ts";
import { findDevice, isOnlyDevice } from "../members/find.ts";

const PAGE = 100;

/** The activation codes that Meeting shows of a device's account. Whether one that was reset shows anywhere is unconfirmed, so there may be none. */
export interface Shown {
  /** In the account's own row among the members. */
  readonly own: readonly Secret[];
  /** In the list of codes, which knows devices by their names alone. */
  readonly named: readonly Secret[];
}

/** Looks for the codes of a device's account. Throws ERR_DECLARATION where there is no such account. */
export async function shownCodes(via: Connection, account: string): Promise<Shown> {
  const { name, activeCode } = await findDevice(via, account);
  return { own: activeCode ? [activeCode] : [], named: name ? await namedCodes(via, name) : [] };
}

async function namedCodes(via: Connection, name: string): Promise<Secret[]> {
  const { codes } = await searchVisionActiveCode(via, { searchKey: name, limit: PAGE });
  const named = codes.flatMap(({ devName, activeCode }) => (devName === name && activeCode ? [activeCode] : []));
  // Two devices of one name: nobody can say whose codes these are.
  return named.length > 0 && (await isOnlyDevice(via, name)) ? named : [];
}
