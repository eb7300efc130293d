import { type Credential, type Declared, fresh } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { heard } from "./heard.ts";
import { DAY_MS, HOUR_MS } from "./house.fixture.ts";

const now = new Date(Date.UTC(2026, 5, 1));
const at = (ms: number) => new Date(now.getTime() + ms);
const declared = (generation: number, everyMs = 30 * DAY_MS): Declared => ({
  uid: "c1",
  generation,
  declaration: {
    name: "cache-app",
    owner: "file",
    kind: "sample.keys",
    connection: "prod",
    account: {},
    rotate: { everyMs },
    deliver: ["file"],
    graceMs: 2 * HOUR_MS,
  },
  place: { identity: "i", lane: "l" },
  declaredAt: now,
});
const current = { number: 3, facts: {}, since: at(-DAY_MS) };
const cursor = { version: 3, fails: 0, againAt: now };
const row: Credential = {
  ...fresh("c1", now),
  observed: 1,
  current,
  dueAt: at(29 * DAY_MS),
  cursors: { file: cursor },
};
const request = { id: 7, what: "rotate" as const, by: "ci", at: now, seen: { current: 3, opened: 3, isStuck: false } };

describe("what people said", () => {
  it("leaves the very same row where they said nothing", () => {
    expect(heard(row, { declared: declared(1) }, now)).toBe(row);
    expect(heard({ ...row, answered: 7 }, { declared: declared(1), request }, now)).toEqual({ ...row, answered: 7 });
  });

  it("moves what is owed to where the new period puts it, counted from the last rotation (law 12)", () => {
    expect(heard(row, { declared: declared(2, 7 * DAY_MS) }, now)).toMatchObject({
      observed: 2,
      dueAt: at(6 * DAY_MS),
    });
    expect(heard({ ...row, current: undefined }, { declared: declared(2) }, now).dueAt).toEqual(row.dueAt);
  });

  it("gives a version that still waits to be withdrawn the new grace, and one on its way out nothing (law 9)", () => {
    const previous = { ...current, number: 2, retireAt: now };
    expect(heard({ ...row, previous }, { declared: declared(2) }, now).previous?.retireAt).toEqual(
      at(2 * HOUR_MS - DAY_MS),
    );
    const leaving = { ...row, previous: { ...previous, isLeaving: true } };
    expect(heard(leaving, { declared: declared(2) }, now).previous?.retireAt).toEqual(now);
  });

  it("forgets how far a sink was that is no longer declared", () => {
    const cursors = { file: cursor, vault: cursor };
    expect(heard({ ...row, cursors }, { declared: declared(2) }, now).cursors).toEqual({ file: cursor });
  });

  it("takes in a request once", () => {
    const once = heard(row, { declared: declared(1), request }, now);
    expect(once).toMatchObject({ asked: "rotate", answered: 7 });
    expect(heard(once, { declared: declared(1), request }, now)).toBe(once);
  });

  it.each([
    ["refused", true],
    ["declaration", true],
    ["import", true],
    ["approval", true],
    ["lock", false],
    ["quiet", false],
    ["interval", false],
  ] as const)("where it waits (%s), ends the wait: %s", (reason, isEnded) => {
    const waiting = { reason, message: "", until: at(DAY_MS) };
    expect(heard({ ...row, waiting }, { declared: declared(1), request }, now).waiting === undefined).toBe(isEnded);
    expect(heard({ ...row, waiting }, { declared: declared(2) }, now).waiting === undefined).toBe(isEnded);
  });
});
