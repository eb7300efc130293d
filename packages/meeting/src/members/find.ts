import { type Connection, CredentialError } from "@rekey/core";
import type { Member } from "./member.ts";
import { searchUsers } from "./search.ts";

const PERSONS = [2];
/** Smart TVs, IdeaHubs, SmartRooms. */
const DEVICES = [12, 13, 14];

const PAGE = 100;
/** A search is fuzzy, and an offset behind the end answers with the last page: nobody is asked for ever. */
const MOST_PAGES = 100;

/** Finds a person of the enterprise by its account. Throws ERR_DECLARATION where there is none. */
export function findPerson(connection: Connection, account: string): Promise<Member> {
  return find(connection, { account, userType: PERSONS });
}

/** Finds a device of the enterprise by its account, one that waits for its activation too. Throws ERR_DECLARATION where there is none. */
export function findDevice(connection: Connection, account: string): Promise<Member> {
  return find(connection, { account, userType: DEVICES, containsUnActive: true });
}

/** Whether one device alone bears a name, as far as a page of a search shows. */
export async function isOnlyDevice(connection: Connection, name: string): Promise<boolean> {
  const asked = { searchKey: name, userType: DEVICES, containsUnActive: true, limit: PAGE };
  const { count, users } = await searchUsers(connection, asked);
  return count <= PAGE && users.filter((user) => user.name === name).length === 1;
}

interface Wanted {
  readonly account: string;
  readonly userType: readonly number[];
  readonly containsUnActive?: boolean;
}

async function find(connection: Connection, { account, ...kind }: Wanted): Promise<Member> {
  let seen = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { count, users } = await searchUsers(connection, { ...kind, searchKey: account, offset: seen, limit: PAGE });
    const found = users.find(({ userAccount }) => userAccount.toLowerCase() === account.toLowerCase());
    if (found) return found;
    seen += users.length;
    if (users.length === 0 || seen >= count) break;
  }
  throw new CredentialError("ERR_DECLARATION", `this enterprise has no member ${account}`, {
    service: "meeting",
    operation: "searchUsers",
    remedy: "write `account` as the management console shows it: the Meeting account, with its domain where it has one",
  });
}
