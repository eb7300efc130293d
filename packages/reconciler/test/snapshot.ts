import { Secret } from "@rekey/core";
import type { World } from "./world.ts";

/** What an engine and an onlooker can tell one moment of a world from another by, whatever its secrets are called and whenever it is. */
export async function snapshot(world: World, left: object): Promise<string> {
  const { row, cloud, sinks, laws, now } = world;
  const { credential, requests, claimEndsAt } = row;
  const { accepted, sent, wrong, lockedUntil } = cloud;
  const names = new Map<string, number>();
  const nameOf = (secret: string) => names.get(secret) ?? names.set(secret, names.size).size - 1;
  const since = (ms: number) => ms - now;
  const things = [
    { ...credential, answered: 0 },
    await world.store.payments(row.declared.place.identity, new Date(now)),
    cloud.pending(now),
    requests.length,
    claimEndsAt,
    [...accepted].map(([id, secret]) => [id, nameOf(secret)]),
    sent.map((one) => ({
      ...one,
      by: 0,
      at: since(one.at),
      landsAt: one.landsAt && since(one.landsAt),
      value: one.value && nameOf(one.value),
    })),
    wrong.map(since),
    Math.max(0, since(lockedUntil)),
    [...sinks].map(([sink, { version, current }]) => [sink, version, current]),
    [...laws.everInForce].map(nameOf),
    laws.approvals,
    [...cloud.foreign].map(nameOf),
    left,
  ];
  return JSON.stringify(things, function (this: Record<string, unknown>, key, shown: unknown) {
    const value = this[key];
    if (value instanceof Secret) return nameOf(value.reveal());
    return value instanceof Date ? since(value.getTime()) : shown;
  });
}
