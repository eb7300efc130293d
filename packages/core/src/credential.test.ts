import { expect, it } from "vitest";
import { type Attempt, type Credential, fresh, type State, stateOf } from "./credential.ts";

const now = new Date(1_000_000);
const [past, future] = [new Date(999_999), new Date(1_000_001)];
const current = { number: 1, facts: {}, since: past };
const stuck = { message: "neither is accepted", since: past };
const waiting = (until: Date) => ({ reason: "quiet" as const, message: "the reply was lost", until });
const attempt = (phase: Attempt["phase"]): Attempt => ({
  version: 2,
  why: "requested",
  phase,
  before: {},
  facts: {},
  openedAt: past,
});

it.each<[State, string, Partial<Credential>]>([
  ["due", "nothing is in force yet", { dueAt: future }],
  ["due", "its time has come", { current, dueAt: now }],
  ["stable", "its time has not come", { current, dueAt: future }],
  ["stable", "it has waited long enough", { current, dueAt: future, waiting: waiting(now) }],
  ["waiting", "it waits", { current, dueAt: past, waiting: waiting(future) }],
  [
    "waiting",
    "an attempt that changed nothing waits",
    { current, attempt: attempt("unsent"), waiting: waiting(future) },
  ],
  ["waiting", "a change takes hold", { current, attempt: attempt("landed"), waiting: waiting(future) }],
  ["rotating", "an attempt is about to be sent", { current, attempt: attempt("unsent") }],
  ["rotating", "a change has landed", { current, attempt: attempt("landed"), waiting: waiting(past) }],
  ["unknown", "anything may have come of a request", { current, attempt: attempt("sent") }],
  [
    "unknown",
    "nobody knows, whatever it waits for (law 3)",
    { current, attempt: attempt("sent"), waiting: waiting(future) },
  ],
  ["stuck", "a person must decide", { current, stuck, attempt: attempt("sent"), waiting: waiting(future) }],
])("is %s where %s (law 11)", (state, _, row) => {
  expect(stateOf({ ...fresh("c1", past), ...row }, now)).toBe(state);
});

it("begins due at once, with nothing opened", () => {
  expect(fresh("c1", now)).toMatchObject({ uid: "c1", dueAt: now, wakeAt: now, opened: 0, answered: 0 });
});
