import { expect, it } from "vitest";
import { INPUTS, opened } from "./opened.fixture.ts";

const inputs = { ...INPUTS, waitForReady: "2m" };
const standing = (status: string, message: string, state = "waiting") => ({
  uid: "uid-1",
  state,
  conditions: [{ type: "Ready", status, message }],
});

it("waits until the secret is in force and delivered", async () => {
  await using world = await opened();
  const undelivered = { type: "Delivered", status: "False", message: "app-env has nothing yet" };
  const ready = standing("True", "v1 is in force", "stable");
  const said = [
    standing("False", "the credential is rotating"),
    { ...ready, conditions: [...ready.conditions, undelivered] },
  ];
  world.fake.declared.status = () => said.shift() ?? ready;
  await expect(world.provider.create(inputs)).resolves.toMatchObject({ id: "uid-1" });
  expect(world.clock.slept).toEqual([2_000, 2_000]);
});

it("keeps what is declared and not ready in time, with its provider, and says why in its reasons", async () => {
  await using world = await opened();
  world.fake.declared.status = () => standing("False", "outside its windows");
  const reasons = [
    "cache is declared, and not ready after 2m: outside its windows; the daemon goes on, rotator status cache says more",
  ];
  await expect(world.provider.create(inputs)).rejects.toMatchObject({
    id: "uid-1",
    reasons,
    properties: { ...inputs, uid: "uid-1", generation: 1 },
  });
  expect(world.clock.slept.length).toBe(60);
});

it("does not wait for what waits for a person", async () => {
  await using world = await opened();
  world.fake.declared.status = () => standing("False", "nobody knows which is in force", "stuck");
  await expect(world.provider.create(inputs)).rejects.toMatchObject({
    reasons: ["cache is stuck: nobody knows which is in force; rotator status cache says more"],
  });
  expect(world.clock.slept).toEqual([]);
});

it("keeps what is declared where nobody can be asked how it does", async () => {
  await using world = await opened();
  const { id, outs } = await world.provider.create(INPUTS);
  const refused = { title: "this token may not read cache", code: "ERR_IDENTITY" };
  world.fake.declared.status = () => {
    throw new Error("not asked");
  };
  world.fake.next.push({ status: 200, body: { declaration: { ...outs, uid: id } } }, { status: 403, body: refused });
  await expect(world.provider.update(id, outs, inputs)).rejects.toMatchObject({
    id,
    reasons: ["cache is declared, and nobody knows whether it is ready: this token may not read cache"],
  });
});
