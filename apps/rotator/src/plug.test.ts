import { type CredentialKind, LOWER, type Secret, type Settable } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { openHouse } from "./house.fixture.ts";
import { plugged } from "./setting.ts";

/** A kind as a stranger would write it: one object, and nothing else anywhere. */
function lamp(set: (secret: Secret) => void): CredentialKind {
  const kind: Settable<{ lamp: string }> = {
    name: "sample.lamp",
    secret: "supplied",
    account: z.strictObject({ lamp: z.string() }),
    identity: ({ lamp: name }) => `sample:${name}`,
    rules: () => ({ length: 12, classes: [LOWER] }),
    set: async (_, next) => set(next),
    facts: async ({ lamp: name }) => ({ lamp: name }),
  };
  return kind;
}

const DECLARED = `  hall:
    kind: sample.lamp
    connection: prod
    account: { lamp: hall }
    rotate: { every: 1d }
    deliver: [app-env]
`;

it("takes a new kind from its schema to its delivery without a line of the daemon", async () => {
  const secrets: Secret[] = [];
  const kinds = [...plugged.kinds, lamp((secret) => secrets.push(secret))];
  await using house = await openHouse({ plugged: { kinds } });
  house.edit("rekey.yaml", (text) => text + DECLARED.replace("lamp: hall", "lmp: hall"));
  expect(await house.rotator("validate")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("did you mean lamp?"),
  });
  house.edit("rekey.yaml", (text) => text.replace("lmp: hall", "lamp: hall"));
  expect(await house.rotator("apply --yes")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("hall: v1 in force"),
  });
  expect(secrets).toHaveLength(1);
  expect(house.read("delivered/hall.env").includes(`REKEY_PASSWORD='${secrets[0]?.reveal()}'`)).toBe(true);
  expect(await house.rotator("status hall")).toMatchObject({
    out: expect.stringMatching(/Verified +Unknown +NoCheck/),
  });
  expect(await house.rotator("kinds")).toMatchObject({ out: expect.stringMatching(/sample.lamp +made by us +lamp/) });
});

it("believes an imported secret on word where a kind cannot check it, and says so", async () => {
  await using house = await openHouse({ plugged: { kinds: [...plugged.kinds, lamp(() => {})] } });
  house.edit("rekey.yaml", (text) => text + DECLARED);
  expect(await house.rotator("import hall", { stdin: "canary-hall-1" })).toMatchObject({ exit: 0 });
  expect(await house.rotator("status hall")).toMatchObject({
    out: expect.stringMatching(/version +1\n[^]*Verified +Unknown +NoCheck/),
  });
});
