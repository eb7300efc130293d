import { expect, it } from "vitest";
import { type House, openHouse } from "../house.fixture.ts";

const resets = ({ emulator }: House): number => emulator.sends("resetAclAccountPassWord");

it.for([
  ["a wrong secret key", { env: { SK: "canary-another-key" } }],
  ["a wrong access key", { env: { AK: "AKNOBODY" } }],
] as const)("%s: says whose key was refused, and that nothing changed", async ([, given]) => {
  await using house = await openHouse();
  const { exit, err } = await house.rotator("apply --yes", given);
  expect(exit).toBe(1);
  expect(err).toMatch(
    /where +rekey.yaml:13:3, declarations.cache-app[^]*call +dcs listInstances → 401[^]*changed\? +no: our own key/,
  );
  expect(err).not.toContain("canary-");
  expect(resets(house)).toBe(0);
});

it("a key that is not set: names the variable", async () => {
  await using house = await openHouse();
  const { exit, err } = await house.rotator("plan", { env: { SK: undefined } });
  expect(exit).toBe(4);
  expect(err).toMatch(/the environment variable SK is not set[^]*changed\? +no[^]*set SK/);
});

it("a wrong region: says that nobody answers there", async () => {
  await using house = await openHouse();
  const wrong = "hosts: { dcs.cn-nowhere-9.myhuaweicloud.com: 127.0.0.1 }";
  house.edit("rekey.yaml", (text) =>
    text.replace("region: cn-north-4", "region: cn-nowhere-9").replace(/endpoints:.*/, wrong),
  );
  const { exit, err } = await house.rotator("apply --yes");
  expect(exit).toBe(1);
  expect(err).toMatch(/changed\? +no: it was never sent/);
  expect(resets(house)).toBe(0);
});

it("no network: says that nothing was sent", async () => {
  await using house = await openHouse();
  await house.emulator.close();
  const { exit, err } = await house.rotator("apply --yes");
  expect(exit).toBe(1);
  expect(err).toMatch(/changed\? +no: it was never sent/);
});

it("no network between change and reply: says that nobody knows, and that both secrets are kept", async () => {
  await using house = await openHouse();
  house.emulator.fault({ operation: "resetAclAccountPassWord", do: { type: "reset", when: "after" } });
  const { exit, out } = await house.rotator("apply --yes --wait 0s");
  expect(exit).toBe(1);
  expect(out).toMatch(/outcome unknown[^]*changed\? +unknown: [^]*next +the next try is in/);
  expect(await house.rotator("status")).toMatchObject({ out: expect.stringMatching(/unknown +1\? +unknown/) });
  expect(await house.rotator("plan")).toMatchObject({
    out: expect.stringMatching(/\? settle +v1 +the reply to the last change was lost[^]*then +checks v1/),
  });
  const isKept = await house.withStore(async (store) => {
    const candidate = (await store.find("cache-app"))?.credential.attempt?.candidate?.secret.reveal();
    return house.emulator.account("cache-prod", "app").password.reveal() === candidate;
  });
  expect(isKept).toBe(true);
});

it("an instance that never gets ready: says that the change was accepted and is kept", async () => {
  await using house = await openHouse({ instance: { updatingMs: "never" } });
  const { exit, out } = await house.rotator("apply --yes --wait 0s");
  expect(exit).toBe(1);
  expect(out).toMatch(
    /the change is accepted and has not taken hold yet[^]*changed\? +yes, and kept: the service accepted v1/,
  );
  expect(await house.rotator("status")).toMatchObject({ out: expect.stringContaining("waiting") });
  const isKept = await house.withStore(async (store) => {
    const candidate = (await store.find("cache-app"))?.credential.attempt?.candidate?.secret.reveal();
    return house.emulator.account("cache-prod", "app").pending.some((secret) => secret.reveal() === candidate);
  });
  expect(isKept).toBe(true);
});

it("an account that is deleted: says so, and keeps what is held", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  await house.emulator.removeAccount("cache-prod", "app");
  const { exit, out } = await house.rotator("rotate cache-app");
  expect(exit).toBe(1);
  expect(out).toMatch(/has no ACL account app[^]*changed\? +no[^]*you can/);
  expect(resets(house)).toBe(1);
  expect(await house.rotator("reveal cache-app")).toMatchObject({ exit: 0 });
});

it("an interruption: ends with 130, and the next run goes on where it stopped", async () => {
  await using house = await openHouse({ instance: { updatingMs: "never" } });
  const { io, ended } = house.begin("apply --yes");
  await io.printed("waiting until the change has taken hold");
  io.raise("SIGINT");
  expect(await ended).toBe(130);
  await house.emulator.settle();
  await house.emulator.setAccountStatus("cache-prod", "app", "AVAILABLE");
  expect(resets(house)).toBe(1);
  expect(await house.rotator("status")).toMatchObject({
    out: expect.stringMatching(/cache-app +dcs.acl-password +(waiting|rotating)/),
  });
});

it("a login port outside the reach: changes nothing that could not be proved, and says what to write", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text.replace(/reach: .*/, 'reach: ["10.0.0.0/8:6379"]'));
  const { exit, out } = await house.rotator("apply --yes --wait 0s");
  expect(exit).toBe(1);
  expect(out).toMatch(/outside the connection's reach[^]*changed\? +no[^]*you can +add reach/);
  expect(resets(house)).toBe(0);
});

it("a Redis that answers no login any more: says that the change was made and is kept, not that nothing happened", async () => {
  await using house = await openHouse();
  house.emulator.fault({ instance: "cache-prod", times: "always", skip: 1, do: "refuse" });
  const { exit, out } = await house.rotator("apply --yes --wait 0s");
  expect(exit).toBe(1);
  expect(out).toMatch(/does not answer[^]*changed\? +yes, and kept/);
  expect(await house.rotator("status cache-app")).toMatchObject({
    out: expect.stringMatching(/changed\? +yes, and kept/),
  });
});
