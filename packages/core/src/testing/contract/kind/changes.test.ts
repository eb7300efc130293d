import { expect, it } from "vitest";
import { CredentialError } from "../../../errors.ts";
import { Secret } from "../../../secret.ts";
import { send, showUser } from "../../sample/calls.ts";
import { change, set } from "../../sample/parts.ts";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  [
    "a look behind the change",
    "the last it sends",
    broken.settable({
      set: async (one, next, via) => (await set.set(one, next, via), void (await showUser(via, one))),
    }),
  ],
  [
    "a change that is sent again",
    "asks no second time",
    broken.settable({ set: (one, next, via) => set.set(one, next, via).catch(() => set.set(one, next, via)) }),
  ],
  [
    "a change that is said to be safe to repeat",
    "one call that is never repeated",
    broken.settable({
      set: async ({ user }, next, via) =>
        void (await via.send({
          service: "sample",
          operation: "setPassword",
          method: "PUT",
          path: "/",
          params: { user },
          body: { next },
          repeat: "safe",
        })),
    }),
  ],
  [
    "a lost reply that is swallowed",
    "lost reply",
    broken.settable({ set: (one, next, via) => set.set(one, next, via).catch(() => undefined) }),
  ],
  [
    "a refusal that becomes an unknown",
    "whatever the connection says",
    broken.settable({
      set: (one, next, via) =>
        set
          .set(one, next, via)
          .catch((cause: unknown) => Promise.reject(new CredentialError("ERR_OUTCOME_UNKNOWN", "?", { cause }))),
    }),
  ],
  [
    "another secret than the one that was given",
    "puts the new secret in force",
    broken.settable({ set: (one, _, via) => set.set(one, new Secret("canary-fixed"), via) }),
  ],
  [
    "a refused old secret that is a refusal like any other",
    "old secret was refused",
    broken.changeable({
      change: (one, both, via) =>
        change
          .change(one, both, via)
          .catch((cause: unknown) => Promise.reject(new CredentialError("ERR_REFUSED", "?", { cause }))),
    }),
  ],
  [
    "a secret in an error",
    "old secret was refused",
    broken.changeable({
      change: (one, both, via) =>
        change
          .change(one, both, via)
          .catch(() => Promise.reject(new CredentialError("ERR_DRIFTED", both.current.reveal()))),
    }),
  ],
  [
    "a secret in a path",
    "the last it sends",
    broken.settable({
      set: async ({ user }, next, via) =>
        void (await send(via, "setPassword", { params: { user, next: next.reveal() }, body: { next } })),
    }),
  ],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});
