import { type Connection, CredentialError } from "@rekey/core";
import { keystoneListUsers } from "../users/list.ts";

const ID = /^[0-9a-f]{32}$/;

/** Finds the id of an IAM user that is named by its id or by its name. Throws ERR_DECLARATION where the account has no such user. */
export async function locateUser(connection: Connection, named: string): Promise<string> {
  if (ID.test(named)) return named;
  const { users } = await keystoneListUsers(connection, { name: named });
  const found = users.find(({ name }) => name === named);
  if (found) return found.id;
  throw new CredentialError("ERR_DECLARATION", `the account has no IAM user ${named}`, {
    service: "iam",
    remedy: "write the name or the id of a user of the connection's own account as `account.user`",
  });
}
