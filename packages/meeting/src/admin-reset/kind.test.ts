import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { enterprise, opened, OLD, signedIn } from "../emulated.fixture.ts";
import { ownPassword } from "../own-password/kind.ts";
import { Secret } from "@rekey/core";
import { adminReset, type MemberReset } from "./kind.ts";

const ada = { account: "ada@corp" };

describe("the kind contract", () => {
  async function open(): Promise<OpenedKind<MemberReset>> {
    const emulator = await enterprise();
    return {
      ...opened(emulator),
      account: ada,
      unknownAccount: { account: "nobody@corp" },
      current: new Secret(OLD),
      works: (secret) => emulator.meeting.member("ada@corp").password.reveal() === secret.reveal(),
    };
  }
  for (const { name, run } of kindContract(adminReset, open)) it(name, run);
});

it("sends the new password to the member and shows it to nobody (law 13)", async () => {
  await using emulator = await enterprise();
  await using via = signedIn(emulator);
  await expect(adminReset.reset(ada, via)).resolves.toBeUndefined();
  expect(emulator.meeting.mails.map(({ to, of }) => [to, of])).toEqual([["ada@example.com", "Ada@corp"]]);
});

it.for([
  ["has neither mail nor phone", "bob@corp"],
  ["is disabled", "eve@corp"],
] as const)("locks nobody out: a member that %s is refused before anything is sent", async ([words, account]) => {
  await using emulator = await enterprise();
  await using via = signedIn(emulator);
  await expect(adminReset.before?.({ account }, via)).rejects.toThrow(words);
  await expect(adminReset.before?.({ account }, via)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
});

it("is the same identity as the member's own change, so that no two declarations change one password", () => {
  expect(adminReset.identity(ada)).toBe(ownPassword.identity(ada));
});

it("waits for approval: it disturbs a person", () => {
  expect(adminReset.disrupts).toContain("stops working");
});
