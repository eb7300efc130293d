import { type Connection, type Secret } from "@rekey/core";
import { searchVisionActiveCode } from "../activation/vision.ts";
import { findDevice } from "../members/find.ts";

const PAGE = 100;

/**
 * The activation codes that Meeting shows of a device's account: in its row among the members, and in the list of codes, which knows devices by
 * their names alone. Whether a code that was reset shows in either is unconfirmed, so none may come. Throws ERR_DECLARATION where there is no
 * such account.
 */
export async function codesOf(via: Connection, account: string): Promise<readonly Secret[]> {
  const { name, activeCode } = await findDevice(via, account);
  const listed = name ? await searchVisionActiveCode(via, { searchKey: name, limit: PAGE }) : { codes: [] };
  const named = listed.codes.filter(({ devName }) => devName === name);
  // Two devices of one name: nobody can say which of the codes is this one's.
  const own = named.length === 1 ? named.map((row) => row.activeCode) : [];
  return [activeCode, ...own].filter((code) => code !== undefined);
}
