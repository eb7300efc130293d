import { type Connection, CredentialError } from "@rekey/core";
import type { Instance } from "./instance.ts";
import { everyInstance } from "./list.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_NAMED = 10;

/** Finds the id of an instance that is named by its id or by its name. Throws ERR_DECLARATION, naming candidates, unless exactly one has that name. */
export async function locateInstance(connection: Connection, named: string): Promise<string> {
  if (ID.test(named)) return named.toLowerCase();
  const found: Instance[] = [];
  // `name_equal` is asked for and not relied on: a service that passes it over answers with every name that holds this one.
  for await (const instance of everyInstance(connection, { name: named, nameEqual: true }))
    if (instance.name === named) found.push(instance);
  const [only, ...others] = found;
  if (!only) return locateById(connection, named);
  if (others.length === 0) return only.instanceId;
  throw ambiguous(named, found);
}

/** Among all of them, because DCS refuses to look for an id of another form than its own. */
async function locateById(connection: Connection, named: string): Promise<string> {
  const names: string[] = [];
  for await (const { instanceId, name } of everyInstance(connection)) {
    if (instanceId === named) return instanceId;
    if (names.length < MOST_NAMED) names.push(name ?? instanceId);
  }
  const there = names.length === 0 ? "there is none at all" : `there is ${names.join(", ")}`;
  throw new CredentialError("ERR_DECLARATION", `no instance is named ${named}; ${there}`, {
    service: "dcs",
    remedy: "write an instance's name or id as `account.instance`, or check the connection's region and project",
  });
}

function ambiguous(named: string, found: readonly Instance[]): CredentialError {
  const ids = found.map(({ instanceId }) => instanceId).join(", ");
  return new CredentialError("ERR_DECLARATION", `${found.length} instances are named ${named}: ${ids}`, {
    service: "dcs",
    remedy: "write the id of one of them as `account.instance`",
  });
}
