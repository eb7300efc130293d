import { CredentialError } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { expect, it, vi } from "vitest";
import { Door } from "./door.ts";

const MINUTE_MS = 60_000;
const wrong = new CredentialError("ERR_DRIFTED", "keystoneCreateUserTokenByPassword → 401 401", {
  service: "iam",
  status: 401,
  serviceCode: "401",
});

it("never lets an hour see a third wrong password of a session (law 5)", async () => {
  const clock = virtualClock();
  const door = new Door(clock);
  const sentAt: number[] = [];
  const login = async () => {
    sentAt.push(clock.now().getTime() / MINUTE_MS);
    throw wrong;
  };
  for (let minute = 0; minute < 600; minute++) {
    await expect(door.enter(login)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
    await clock.advance(MINUTE_MS);
  }
  expect(sentAt.length).toBeGreaterThan(5);
  for (const start of sentAt) expect(sentAt.filter((at) => at >= start && at < start + 60).length).toBeLessThan(3);
});

it("says when the next login goes out, and what was wrong with the last", async () => {
  const clock = virtualClock();
  const door = new Door(clock);
  const refused = { code: "ERR_IDENTITY", againAt: new Date(clock.now().getTime() + 30 * MINUTE_MS) };
  await expect(door.enter(() => Promise.reject(wrong))).rejects.toMatchObject({ ...refused, cause: wrong });
  const login = vi.fn<() => Promise<string>>(async () => "token");
  await expect(door.enter(login)).rejects.toMatchObject({
    ...refused,
    details: { reason: "circuit", serviceCode: "401" },
  });
  expect(login).not.toHaveBeenCalled();
  await clock.advance(30 * MINUTE_MS);
  await expect(door.enter(login)).resolves.toBe("token");
});

it("stays open after what says nothing of the password", async () => {
  const door = new Door(virtualClock());
  const down = new CredentialError("ERR_UNAVAILABLE", "down");
  await expect(door.enter(() => Promise.reject(down))).rejects.toBe(down);
  await expect(door.enter(async () => "token")).resolves.toBe("token");
});
