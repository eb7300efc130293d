import type { Event } from "@rekey/core";
import { expect, it } from "vitest";
import { testIo } from "../io.fixture.ts";
import { virtualClock } from "@rekey/core/testing";
import { plain } from "../voice/paint.ts";
import { shown } from "../voice/shown.ts";
import { plainLines } from "./lines.ts";
import { liveLines } from "./live.ts";

const start = new Date("2026-11-21T12:00:00Z");
const event = (name: Event["name"], ms: number, more: Partial<Event> = {}): Event => ({
  name,
  at: new Date(start.getTime() + ms),
  credential: "cache-app",
  version: 7,
  ...more,
});

const story: readonly Event[] = [
  event("claim.taken", 0),
  event("rotation.opened", 0),
  event("rotation.issued", 400),
  event("rotation.waiting", 500, { reason: "applying" }),
  event("rotation.waiting", 1000, { reason: "applying" }),
  event("rotation.settled", 1900),
  event("rotation.promoted", 1950),
  event("delivery.done", 2000, { sink: "app-env" }),
];

it("is one plain line a step where it is piped", async () => {
  const io = testIo();
  const screen = plainLines(io.stdout);
  story.forEach((one) => screen.show(one));
  await expect(io.out()).toMatchFileSnapshot("golden/lines.txt");
});

it("is one live line a credential on a terminal, settled lines above it", () => {
  const io = testIo({ isTTY: true });
  const screen = liveLines(shown(io.stdout), { clock: virtualClock(start), paint: plain });
  story.forEach((one) => screen.show(one));
  screen.close();
  // What a terminal shows in the end: everything that was written over is gone.
  const left = io
    .out()
    .split("\u001B[J")
    .flatMap((part) => part.split("\n").filter((line) => line.startsWith("✓")));
  expect(left).toEqual(["✓ cache-app: v7 in force (1.9s)", "✓ cache-app: v7 delivered to app-env (2.0s)"]);
  expect(io.out()).toContain("⠋ cache-app: waiting until the change has taken hold 0.0s\n");
});
