import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, house, sample } from "./house.fixture.ts";

/** A credential whose versions have names, and the operator's word that its first key is in force. */
async function scene() {
  const made = await house(sample("keys"));
  const { store, clock, look, cloud } = made;
  const by = () => ({ who: "ada", at: clock.now() });
  const said = async (secret: string, id?: string) => {
    await store.ask("c1", { inForce: new Secret(secret), ...(id !== undefined && { id }) }, by());
    return look();
  };
  const passes = async (ms: number) => {
    for (let at = 0; at < ms; at += HOUR_MS, await clock.advance(HOUR_MS)) await look();
    return look();
  };
  const rotate = async () => {
    await store.ask("c1", "rotate", by());
    return look();
  };
  const accepts = (secret: string) => cloud.accepts("ada", new Secret(secret));
  return { ...made, said, passes, rotate, accepts };
}

describe("a person's word for a secret that is held already", () => {
  it("keeps the name of its version, and withdraws nothing that is in force (law 9)", async () => {
    const { said, passes, accepts } = await scene();
    expect((await said("canary-first", "key-0")).current).toMatchObject({ number: 1, issued: { id: "key-0" } });
    expect(await said("canary-first")).toMatchObject({ current: { number: 2, issued: { id: "key-0" } } });
    const { current, previous } = await passes(2 * DAY_MS);
    expect([current?.issued?.id, previous, accepts("canary-first")]).toEqual(["key-0", undefined, true]);
  });

  it("takes a name that it did not have, under which it is withdrawn later", async () => {
    const { said, passes, rotate, accepts } = await scene();
    expect((await said("canary-first")).current?.issued?.id).toBeUndefined();
    expect((await said("canary-first", "key-0")).current?.issued?.id).toBe("key-0");
    await rotate();
    const { current, previous } = await passes(2 * DAY_MS);
    expect([current?.number, previous, accepts("canary-first")]).toEqual([3, undefined, false]);
  });

  it("withdraws nothing of that name where the secret was another one (law 9)", async () => {
    const { said, passes, accepts } = await scene();
    await said("canary-mistaken", "key-0");
    expect((await said("canary-first", "key-0")).previous).toBeUndefined();
    await passes(2 * DAY_MS);
    expect(accepts("canary-first")).toBe(true);
  });

  it("goes back to the previous version by its own name, and withdraws the other one", async () => {
    const { said, passes, rotate, accepts } = await scene();
    await said("canary-first", "key-0");
    const { current: made } = await rotate();
    expect(await said("canary-first")).toMatchObject({ current: { issued: { id: "key-0" } } });
    const { previous } = await passes(2 * DAY_MS);
    expect(previous).toBeUndefined();
    expect([accepts("canary-first"), accepts(made?.issued?.secret.reveal() ?? "")]).toEqual([true, false]);
  });
});
