import type { Standing } from "../daemon/standing.ts";
import { Partial } from "./partial.ts";
import { bodyOf, plain, type Properties, textOf } from "./properties.ts";
import { awaitReady } from "./ready.ts";
import type { Through } from "./through.ts";
import type { Made } from "./provider.ts";

/** create declares. It is an upsert by owner: one that was interrupted and comes again declares once. */
export async function create(inputs: Properties, through: Through): Promise<Made> {
  const standing = await through.daemon.put(
    { name: textOf(inputs, "name") },
    declared(inputs, inputs["adopt"] === true),
  );
  return settled(inputs, standing, through);
}

/** update declares anew. Whoever the state says is the owner so far gives way: a resource that was imported or renamed. */
export async function update(id: string, olds: Properties, { news, through }: Updating): Promise<Made> {
  const isAdopting = news["adopt"] === true || olds["owner"] !== news["owner"];
  const standing = await through.daemon.put({ name: textOf(news, "name"), uid: id }, declared(news, isAdopting));
  return settled(news, standing, through);
}

/** An Updating is what is said now, and through what. */
interface Updating {
  readonly news: Properties;
  readonly through: Through;
}

const declared = (inputs: Properties, isAdopting: boolean): object =>
  isAdopting ? { ...bodyOf(inputs), adopt: true } : bodyOf(inputs);

async function settled(inputs: Properties, { uid, generation }: Standing, through: Through): Promise<Made> {
  const outs = plain({ ...inputs, uid, generation });
  const reason = await awaitReady(inputs, uid, through);
  if (reason !== undefined) throw new Partial(uid, outs, reason);
  return { id: uid, outs };
}
