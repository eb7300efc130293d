import { inspect } from "node:util";
import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { reply } from "../cloud.fixture.ts";
import { enterprise, opened, signedIn } from "../emulated.fixture.ts";
import { type VisionCode, visionActiveCode } from "./kind.ts";

const room = { account: "room-3f@corp" };
const screen = { ...room, name: "Room 3F" };

describe.for([
  ["bound to a device", { screens: [screen] }],
  ["that no device has", { screens: [{ ...screen, isBound: false }] }],
  ["masked in every list", { screens: [{ ...screen, isBound: false }], masksCodes: true }],
] as const)("the kind contract, of a code %s", ([, world]) => {
  async function open(): Promise<OpenedKind<VisionCode>> {
    const emulator = await enterprise({ ...world, screens: [...world.screens] });
    return {
      ...opened(emulator),
      account: room,
      unknownAccount: { account: "nobody@corp" },
      works: (secret) => emulator.meeting.screen("room-3f@corp").code.reveal() === secret.reveal(),
    };
  }
  for (const { name, run } of kindContract(visionActiveCode, open)) it(name, run);
});

it("keeps the zeros before a code", () => {
  expect(visionActiveCode.read(reply({ activeCode: "08535646662" })).secret.reveal()).toBe("08535646662");
});

it("tells nobody unless the account says whom", async () => {
  await using emulator = await enterprise();
  await using via = signedIn(emulator);
  await visionActiveCode.reset(room, via);
  expect(emulator.meeting.mails).toEqual([]);
  const notify = { country: "chinaPR", smsNumber: "+8617300009092" };
  await visionActiveCode.reset({ ...room, notify }, via);
  expect(emulator.meeting.mails.map(({ to }) => to)).toEqual(["+8617300009092"]);
});

describe("evidence after a lost reply", () => {
  const scene = async (change: Parameters<typeof enterprise>[0]) => {
    const emulator = await enterprise(change);
    const via = signedIn(emulator);
    const before = (await visionActiveCode.before?.(room, via)) ?? {};
    return { emulator, via, before, landed: () => visionActiveCode.landed?.(room, before, via) };
  };

  it.for([
    ["is yes where a new code shows", true],
    ["is yes where another code shows", false],
  ] as const)("%s", async ([, isBound]) => {
    const { emulator, via, landed } = await scene({ screens: [{ ...screen, isBound }] });
    await using _ = emulator;
    emulator.fault({ operation: "resetVisionActiveCode", do: { type: "drop", when: "after" } });
    await expect(visionActiveCode.reset(room, via)).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
    await expect(landed()).resolves.toBe("yes");
  });

  it.for([
    ["is no where the same code shows", false, "no"],
    ["is unclear where no code shows", true, "unclear"],
  ] as const)("%s", async ([, isBound, seen]) => {
    const { emulator, landed } = await scene({ screens: [{ ...screen, isBound }] });
    await using _ = emulator;
    await expect(landed()).resolves.toBe(seen);
  });

  it("is unclear where codes are masked, because many look the same", async () => {
    const { emulator, landed } = await scene({ screens: [{ ...screen, isBound: false }], masksCodes: true });
    await using _ = emulator;
    await expect(landed()).resolves.toBe("unclear");
  });

  it("does not mistake another device of the same name for this one", async () => {
    const other = { account: "room-3f-2@corp", name: "Room 3F", isBound: false, code: "canary-other" };
    const { emulator, via, landed } = await scene({ screens: [screen, other] });
    await using _ = emulator;
    await expect(landed()).resolves.toBe("unclear");
    await visionActiveCode.reset({ account: "room-3f-2@corp" }, via);
    await expect(landed()).resolves.toBe("unclear");
  });

  it("remembers a print of a code that nobody can turn back, another one each time (law 10)", async () => {
    const { emulator, via, before } = await scene({ screens: [{ ...screen, isBound: false }] });
    await using _ = emulator;
    const again = await visionActiveCode.before?.(room, via);
    expect(Object.keys(before)).toEqual(["salt", "codes"]);
    expect(before["codes"]).not.toBe(again?.["codes"]);
    expect(inspect([before, again])).not.toContain("08535646662");
  });
});

it("waits for approval: it signs a device out", () => {
  expect(visionActiveCode.disrupts).toContain("signed out");
});
