import { expect, it } from "vitest";
import { CredentialError } from "../../../errors.ts";
import type { Delivery } from "../../../sink.ts";
import { errorOf } from "../case.ts";
import { sinkContract } from "./index.ts";

type Held = Map<string, Delivery>;
type Deliver = (held: Held, delivery: Delivery, signal: AbortSignal) => void;

for (const { name, run } of sinkContract(() => mapSink(sound))) it(name, run);

it.each<[string, string, Deliver]>([
  ["goes backwards", "leaves a newer version", (held, delivery) => void held.set(delivery.name, delivery)],
  [
    "goes by the version alone",
    "declared anew",
    (held, one, signal) => (held.get(one.name)?.version ?? 0) > one.version || sound(held, one, signal),
  ],
  ["heeds no signal", "told to stop", (held, delivery) => sound(held, delivery, new AbortController().signal)],
  ["takes nothing", "hands the secret", () => undefined],
  [
    "refuses what it has",
    "takes a version twice",
    (held, one, signal) => (held.get(one.name)?.version === one.version ? fail("again") : sound(held, one, signal)),
  ],
])("notices a sink that %s", async (_, noticedBy, deliver) => {
  expect(await failing(() => mapSink(deliver))).toContainEqual(expect.stringContaining(noticedBy));
});

it("notices a sink that quotes a secret in its error", async () => {
  const quoting = () => ({
    ...mapSink(sound),
    sink: { deliver: async (one: Delivery) => (one.version === 2 ? fail(one.current.secret.reveal()) : undefined) },
  });
  expect(await failing(quoting)).toContain("fails with ERR_DELIVERY, keeps what it had in place, and shows no secret");
});

function sound(held: Held, delivery: Delivery, signal: AbortSignal): void {
  if (signal.aborted) fail("stopped");
  const had = held.get(delivery.name);
  if (had?.uid !== delivery.uid || had.version <= delivery.version) held.set(delivery.name, delivery);
}

function mapSink(deliver: Deliver) {
  const held: Held = new Map();
  let isDown = false;
  return {
    sink: {
      deliver: async (delivery: Delivery, signal: AbortSignal) =>
        isDown ? fail("down") : deliver(held, delivery, signal),
    },
    read: (name: string) => held.get(name)?.current.secret.reveal(),
    fail: () => void (isDown = true),
  };
}

function fail(why: string): never {
  throw new CredentialError("ERR_DELIVERY", `the map did not take it: ${why}`, { cause: new Error(why) });
}

async function failing(open: () => ReturnType<typeof mapSink>): Promise<string[]> {
  const failed = [];
  for (const { name, run } of sinkContract(open)) if (await errorOf(run())) failed.push(name);
  return failed;
}
