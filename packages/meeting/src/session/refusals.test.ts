import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { APP, connectionTo } from "../emulated.fixture.ts";
import { searchUsers } from "../members/search.ts";
import { withMeetingApp } from "./app.ts";
import { started } from "./started.fixture.ts";

describe("a login that is refused", () => {
  const wrong = { appId: "my-app", appKey: new Secret("canary-wrong") };

  it("is sent twice in five minutes and no third time, by whatever session (law 5)", async () => {
    const { emulator, clock } = await started();
    await using _ = emulator;
    const via = withMeetingApp(connectionTo(emulator), wrong, { clock });
    for (let calls = 0; calls < 3; calls++)
      await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
    await expect(searchUsers(via.as("ada-7"))).rejects.toMatchObject({
      code: "ERR_IDENTITY",
      againAt: new Date(clock.now().getTime() + 5 * 60_000),
      details: { reason: "circuit" },
    });
    expect(emulator.sends("createAppIdToken")).toBe(2);
    await clock.advance(5 * 60_000);
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
    expect(emulator.sends("createAppIdToken")).toBe(3);
  });

  it("is sent at once with another key", async () => {
    const { emulator, clock } = await started();
    await using _ = emulator;
    let current = wrong;
    const via = withMeetingApp(connectionTo(emulator), () => current, { clock });
    for (let calls = 0; calls < 3; calls++) await searchUsers(via).catch(() => undefined);
    current = APP;
    await expect(searchUsers(via)).resolves.toMatchObject({ count: 4 });
  });
});
