import { type Call, type Connection, Secret } from "@rekey/core";
import { type Given, HOUR_MS, house, sample, setElsewhere } from "./house.fixture.ts";

export const TAKEN = "canary-taken";

/** A credential in force whose heartbeat is looked at each hour, the logins that left, and somebody at the console. */
export async function scene(given: Given = {}, kind = sample("set-checked")) {
  const logins: string[] = [];
  const via = (real: Connection): Connection => ({
    ...real,
    async send(call: Call) {
      if (call.operation === "login") logins.push(call.operation);
      return (given.via?.(real) ?? real).send(call);
    },
  });
  const declaration = { heartbeat: { everyMs: HOUR_MS }, ...given.declaration };
  const built = await house(kind, { ...given, via, declaration });
  const { clock, cloud, look, row, store } = built;
  await look();
  logins.length = 0;
  const change = (value = TAKEN) => setElsewhere(cloud, "ada", new Secret(value));
  const later = async (ms = HOUR_MS) => (await clock.advance(ms), look());
  const events = () => built.events.map(({ name }) => name);
  const paid = async () => (await store.payments("sample:ada", clock.now())).length;
  return { ...built, row, logins, change, later, told: events, paid };
}
