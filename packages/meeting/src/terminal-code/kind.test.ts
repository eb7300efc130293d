import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { enterprise, opened, signedIn } from "../emulated.fixture.ts";
import { type TerminalCode, terminalActiveCode } from "./kind.ts";

const notify = { emailAddr: "room@example.com" };
const terminal = { sn: "SN_1", notify };

describe("the kind contract", () => {
  async function open(): Promise<OpenedKind<TerminalCode>> {
    const emulator = await enterprise();
    return { ...opened(emulator), account: terminal, unknownAccount: { sn: "SN_2", notify } };
  }
  for (const { name, run } of kindContract(terminalActiveCode, open)) it(name, run);
});

it("sends the code to a person, five times in 24 hours at most (law 13)", async () => {
  await using emulator = await enterprise();
  await using via = signedIn(emulator);
  await terminalActiveCode.reset(terminal, via);
  expect(emulator.meeting.mails).toMatchObject([{ to: "room@example.com", of: "SN_1" }]);
  expect(terminalActiveCode.limits).toEqual({ quota: { changes: 5, windowMs: 86_400_000 } });
});

it("is one terminal, however its number is written", () => {
  expect(terminalActiveCode.identity({ ...terminal, sn: "sn_1" })).toBe(terminalActiveCode.identity(terminal));
});

it.for([
  [{ notify }, "write the terminal's serial number"],
  [{ sn: "SN-1", notify }, "letters, digits and underscores"],
  [{ sn: "x".repeat(31), notify }, "1 to 30"],
  [{ sn: "SN_1" }, "notify"],
  [{ sn: "SN_1", notify: {} }, "say a mail address or a number"],
] as const)("says what is wrong with %o", ([account, words]) => {
  expect(terminalActiveCode.account.safeParse(account).error?.message).toContain(words);
});
