import { type Credential, fresh, type Request } from "@rekey/core";
import { expect, it } from "vitest";
import { overtaken } from "./overtaken.ts";

const at = new Date(Date.UTC(2026, 5, 1));
const current = { number: 6, facts: {}, since: at };
const attempt = { version: 7, why: "due", phase: "sent" as const, before: {}, facts: {}, openedAt: at };
const stuck = { message: "?", since: at };
const row: Credential = { ...fresh("c1", at), opened: 7, current, asked: { inForce: "current" } };

/** What somebody said is in force, when the row stood like that. */
const said = (seen: Partial<Request["seen"]>): Request => ({
  id: 1,
  what: { inForce: "current" },
  by: "ada",
  at,
  seen: { current: 6, opened: 6, isStuck: false, ...seen },
});

it.for<[string, Partial<Credential>, Partial<Request["seen"]>, "doubted" | undefined]>([
  ["the version in force", {}, { current: 5 }, "doubted"],
  ["the attempt", { attempt }, {}, "doubted"],
  ["what is stuck", { attempt, stuck }, { opened: 7 }, "doubted"],
  ["nothing since", { attempt, stuck }, { opened: 7, isStuck: true }, undefined],
  ["an attempt that is over", {}, {}, undefined],
])(
  "what is said to be in force is doubted where it is older than %s: by the row, and by no clock",
  ([, change, seen, answer]) => {
    expect(overtaken({ ...row, ...change }, said(seen))).toBe(answer);
  },
);
