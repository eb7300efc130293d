import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, OLD, openHouse } from "../house.fixture.ts";

const FIRST = { accessKey: "CIKEY1", secretKey: "canary-ci-key" };

/** A house whose one user has one access key, declared as `ci-key`. */
async function withKey(): Promise<House> {
  const house = await openHouse({ users: [{ name: "ci", accessKeys: [FIRST] }] });
  const { iam, sts } = house.emulator.endpoints;
  house.edit(
    "rekey.yaml",
    (text) => `${text.replace("endpoints: {", `endpoints: { iam: "${iam}", sts: "${sts}",`)}
  ci-key:
    kind: iam.access-key
    connection: prod
    account: { user: ci }
    rotate: { every: 30d }
    deliver: [app-env]
`,
  );
  return house;
}

const versions = (house: House) =>
  house.withStore(async (store) => {
    const { current, previous } = (await store.find("ci-key"))?.credential ?? {};
    return [current?.issued, previous?.issued];
  });

it("takes an access key with its id, checked by a signature, and withdraws it once another one is in force", async () => {
  await using house = await withKey();
  const imported = await house.rotator("import ci-key --id CIKEY1", { stdin: `${FIRST.secretKey}\n` });
  expect(imported).toMatchObject({ exit: 0, out: expect.stringContaining("Imported: 1 settled, 0 failed.") });
  expect(house.emulator.sends("createPermanentAccessKey")).toBe(0);
  const first = { id: "CIKEY1", secret: new Secret(FIRST.secretKey) };
  const [held] = await versions(house);
  expect([held?.id, held?.secret.reveal()]).toEqual([first.id, FIRST.secretKey]);
  expect(house.read("delivered/ci-key.env")).toContain("CIKEY1");
  expect(await house.rotator("rotate ci-key")).toMatchObject({ exit: 0 });
  const [current, previous] = await versions(house);
  expect([current?.id === "CIKEY1", previous?.id]).toEqual([false, "CIKEY1"]);
  // The service is asked when the old key was used last: its end has begun.
  expect(house.emulator.sends("showPermanentAccessKey")).toBeGreaterThan(0);
});

it("believes no id whose key is another", async () => {
  await using house = await withKey();
  for (const argv of ["import ci-key --id CIKEY2", "import ci-key --id CIKEY1"]) {
    const { exit, out } = await house.rotator(argv, { stdin: "canary-wrong" });
    expect([exit, out]).toEqual([1, expect.stringContaining("the service does not accept that secret")]);
  }
});

it("wants no id for a kind whose versions have none", async () => {
  await using house = await openHouse();
  const { exit, err } = await house.rotator("import cache-app --id 7", { stdin: OLD });
  expect([exit, err]).toEqual([4, expect.stringMatching(/versions of dcs.acl-password have no id[^]*without --id/)]);
});

it("marks Rekey's own key in the plan, and signs with the new one from its delivery on", async () => {
  await using house = await withKey();
  house.edit("rekey.yaml", (text) =>
    text
      .replace("sinks:\n", "sinks:\n  prod-key: { connection: prod }\n")
      .replace(/deliver: \[app-env\]\n$/, "deliver: [prod-key]\n"),
  );
  const env = { AK: FIRST.accessKey, SK: FIRST.secretKey };
  expect((await house.rotator("plan", { env })).out).toMatch(
    /# ci-key [^]*self +prod signs with v1 once caller identity has accepted it, with the key of its configuration until/,
  );
  const told = await house.rotator("import ci-key --id CIKEY1", { env, stdin: FIRST.secretKey });
  expect(told).toMatchObject({ exit: 0 });
  expect(await house.rotator("rotate ci-key", { env })).toMatchObject({ exit: 0 });
  const [current] = await versions(house);
  // The environment still says the old one.
  expect(await house.rotator("doctor", { env })).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/ok +ci-key .*v1 waits to be withdrawn/),
  });
  expect(house.emulator.requests.at(-1)?.accessKey).toBe(current?.id);
  const again = /self +prod signs with the key of its configuration again: [^]*rotator reveal ci-key/;
  house.edit("rekey.yaml", (text) => text.replace("deliver: [prod-key]", "deliver: [app-env]"));
  expect((await house.rotator("plan", { env })).out).toMatch(again);
  house.edit("rekey.yaml", (text) => text.slice(0, text.indexOf("  ci-key:")));
  expect((await house.rotator("plan", { env })).out).toMatch(
    /- forget [^]*self +prod signs with the key of its configuration again: [^]*rotator reveal ci-key/,
  );
});
