import { type Connection, CredentialError } from "@rekey/core";
import { listUsers } from "../workspace/list.ts";

const MOST_NAMED = 10;

/** Finds the id of a desktop user that is named by its id or by its name. Throws ERR_DECLARATION, naming candidates, where there is none. */
export async function locateDesktopUser(connection: Connection, named: string): Promise<string> {
  // All of them: an id cannot be asked for here, and whether a name is matched whole is not documented.
  const { users } = await listUsers(connection);
  const found = users.find(({ id }) => id === named) ?? users.find(({ userName }) => userName === named);
  if (found) return found.id;
  const names = users.slice(0, MOST_NAMED).map(({ id, userName }) => userName ?? id);
  const there = names.length === 0 ? "there is none at all" : `there is ${names.join(", ")}`;
  throw new CredentialError("ERR_DECLARATION", `no desktop user is named ${named}; ${there}`, {
    service: "workspace",
    remedy: "write a user's name or id as `account.user`, or check the connection's region and project",
  });
}
