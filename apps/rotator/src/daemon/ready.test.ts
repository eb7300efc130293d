import { virtualClock } from "@rekey/core/testing";
import { newSealKey } from "@rekey/store";
import { openSqlite } from "@rekey/store/sqlite";
import { expect, it } from "vitest";
import { readiness } from "./ready.ts";

const sound = { probe: async () => undefined };

it("is ready once the dispatcher has looked, as long as it looks and the store takes something", async () => {
  const clock = virtualClock();
  await using store = await openSqlite(":memory:", { keys: [{ source: "test", key: newSealKey() }] });
  const ready = readiness({ store, clock });
  expect(await ready.trouble()).toBe("the dispatcher has not begun yet");
  ready.beat();
  expect(await ready.trouble()).toBeUndefined();
  await store.close();
  expect(await ready.trouble()).toBe("the store takes nothing now");
});

it("is not ready where the dispatcher stands still", async () => {
  const clock = virtualClock();
  const ready = readiness({ store: sound, clock });
  ready.beat();
  await clock.advance(30_000);
  expect(await ready.trouble()).toBeUndefined();
  await clock.advance(1);
  expect(await ready.trouble()).toBe("the dispatcher has not looked for 30s");
  ready.beat();
  expect(await ready.trouble()).toBeUndefined();
});
