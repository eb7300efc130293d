import type { Call } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, listedKey, refused, REPLIED_AT, reply } from "../cloud.fixture.ts";
import { retireKey } from "./retire.ts";
import { stamped } from "./stamp.ts";

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(REPLIED_AT.getTime() - ms);
const later = (ms: number) => new Date(REPLIED_AT.getTime() + ms);
const world = (its: object) =>
  cloud({
    showPermanentAccessKey: { credential: { ...listedKey, ...its } },
    updatePermanentAccessKey: { credential: listedKey },
    deletePermanentAccessKey: reply("", {}, 204),
  });
const inactiveSince = (ms: number) => ({ status: "inactive", description: stamped("mine", ago(ms)) });

it.for([
  ["is in use", { last_use_time: ago(HOUR_MS / 2) }, [], { againAt: later(HOUR_MS / 2) }],
  ["nobody has used for an hour", { last_use_time: ago(HOUR_MS) }, ["update"], { againAt: later(24 * HOUR_MS) }],
  ["is old and was never used", {}, ["update"], { againAt: later(24 * HOUR_MS) }],
  ["rests", inactiveSince(HOUR_MS), [], { againAt: later(23 * HOUR_MS) }],
  ["has rested for a day", inactiveSince(24 * HOUR_MS), ["delete"], "retired"],
  ["somebody else made inactive", { status: "inactive" }, ["update"], { againAt: later(24 * HOUR_MS) }],
  ["was made a moment ago", { create_time: ago(60_000).toISOString() }, [], { againAt: later(HOUR_MS - 60_000) }],
  [
    "is young and was never used",
    { create_time: ago(HOUR_MS).toISOString() },
    ["update"],
    { againAt: later(24 * HOUR_MS) },
  ],
  [
    "is young and in use",
    { create_time: ago(HOUR_MS).toISOString(), last_use_time: ago(60_000) },
    [],
    { againAt: later(HOUR_MS - 60_000) },
  ],
] as const)("takes the next step with a key that %s", async ([, its, changes, answer]) => {
  const connection = world(JSON.parse(JSON.stringify(its)));
  await expect(retireKey(connection, listedKey.access)).resolves.toEqual(answer);
  const sent = connection.calls.filter(({ repeat }) => repeat === "never").map(({ operation }) => operation);
  expect(sent).toEqual(changes.map((change) => `${change}PermanentAccessKey`));
});

it.for([
  ["is young and was never used", { create_time: ago(HOUR_MS).toISOString() }, ["delete"]],
  ["somebody uses all the same", { create_time: ago(HOUR_MS).toISOString(), last_use_time: ago(60_000) }, []],
  ["is a day old", { create_time: ago(25 * HOUR_MS).toISOString() }, ["update"]],
] as const)("takes the next step with an orphan that %s", async ([, its, sent]) => {
  const connection = world(JSON.parse(JSON.stringify(its)));
  await retireKey(connection, listedKey.access, true);
  const changes = connection.calls.filter(({ repeat }) => repeat === "never").map(({ operation }) => operation);
  expect(changes).toEqual(sent.map((change) => `${change}PermanentAccessKey`));
});

it("says in its description since when a key is inactive", async () => {
  const connection = world({});
  await retireKey(connection, listedKey.access);
  expect(connection.calls.at(-1)?.body).toEqual({
    credential: { status: "inactive", description: "IAMDescription [rekey: inactive since 2026-11-21T12:00:00.000Z]" },
  });
});

it.for(["showPermanentAccessKey", "deletePermanentAccessKey"])(
  "takes a key for retired that is gone at %s",
  async (operation) => {
    const connection = cloud({
      showPermanentAccessKey: { credential: { ...listedKey, ...inactiveSince(48 * HOUR_MS) } },
      [operation]: (call: Call) => refused(call, 404, "404"),
    });
    await expect(retireKey(connection, listedKey.access)).resolves.toBe("retired");
  },
);
