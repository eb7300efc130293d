import assert from "node:assert/strict";
import type { Call, Verdict } from "../../../connection.ts";
import type { ErrorCode } from "../../../errors.ts";
import { errorOf, failsWith } from "../case.ts";
import { assertHidden } from "../leaks.ts";
import { changeOf, type ConnectionPromises, type Scene, secrets } from "./scene.ts";
import { type Answer, nowhere } from "./server.ts";

const quoting = JSON.stringify({ error_code: "S.0001", error_msg: "canary-in-a-reply", password: secrets[0].reveal() });

/** What a change is known to have done, by the answer it got. */
const table: readonly [what: string, answer: Answer, code: ErrorCode][] = [
  ["a 429", { status: 429, headers: { "retry-after": "30" }, body: quoting }, "ERR_UNAVAILABLE"],
  ["a 429 that does not say how long", { status: 429 }, "ERR_UNAVAILABLE"],
  ["a 500", { status: 500, body: quoting }, "ERR_OUTCOME_UNKNOWN"],
  [
    "a 502 of somebody between",
    { status: 502, headers: { "content-type": "text/html" }, body: "<html>" },
    "ERR_OUTCOME_UNKNOWN",
  ],
  ["a 503", { status: 503, headers: { "retry-after": "1" }, body: quoting }, "ERR_OUTCOME_UNKNOWN"],
  ["a 504", { status: 504 }, "ERR_OUTCOME_UNKNOWN"],
  ["a 400 of no listed code", { status: 400, body: quoting }, "ERR_OUTCOME_UNKNOWN"],
  ["a redirection", { status: 307, headers: { location: "/elsewhere" } }, "ERR_OUTCOME_UNKNOWN"],
  ["a lost reply", "lost", "ERR_OUTCOME_UNKNOWN"],
  ["half a reply", "cut", "ERR_OUTCOME_UNKNOWN"],
];

const verdicts: readonly Verdict["code"][] = [
  "ERR_REFUSED",
  "ERR_DRIFTED",
  "ERR_IDENTITY",
  "ERR_UNAVAILABLE",
  "ERR_OUTCOME_UNKNOWN",
];

export const outcomes: ConnectionPromises = {
  ...Object.fromEntries(
    table.map(([what, answer, code]) => [
      `takes ${what} to a change for ${code}, and sends it once (law 14)`,
      async (scene: Scene) => {
        scene.server.answer = answer;
        const error = await failsOnce(scene, {}, code);
        if (typeof answer === "object") assert.equal(error.details.status, answer.status);
      },
    ]),
  ),
  async "comes back when a service says so"(scene) {
    scene.server.answer = { status: 429, headers: { "retry-after": "3600" } };
    const sentAt = Date.now();
    const { againAt } = (await failsOnce(scene, {}, "ERR_UNAVAILABLE")).details;
    assert(againAt && againAt.getTime() >= sentAt + 3_590_000, "not before the time given");
  },
  async "takes a request that was never written for no change (law 14)"({ open, server }) {
    const unheard = await open(await nowhere());
    try {
      await failsWith(unheard.via.send(changeOf(unheard)), "ERR_UNAVAILABLE");
      assert.equal(server.received.length, 0, "no second endpoint is tried");
    } finally {
      await unheard.close?.();
    }
  },
  async "asks the call's own table what a code means"(scene) {
    scene.server.answer = { status: 400, body: quoting };
    for (const code of verdicts) {
      const classify: Call["classify"] = (status, serviceCode) =>
        status === 400 && serviceCode === "S.0001" ? { code, remedy: "loosen the rules" } : undefined;
      const error = await failsWith(scene.via.send(changeOf(scene.opened, { classify })), code);
      assert.deepEqual([error.details.remedy, error.details.serviceCode], ["loosen the rules", "S.0001"]);
    }
    assert.equal(scene.server.received.length, verdicts.length, "each is sent once");
  },
  async "does not send what was aborted before"(scene) {
    const signal = AbortSignal.abort(new Error("stopped"));
    assert(await errorOf(scene.via.send(changeOf(scene.opened, { signal }))), "it fails");
    assert.equal(scene.server.received.length, 0);
  },
  async "takes a change that is aborted under way for an unknown outcome (law 3)"(scene) {
    scene.server.answer = "silent";
    const controller = new AbortController();
    const arrived = scene.server.next().then(() => controller.abort(new Error("stopped")));
    await failsOnce(scene, { signal: controller.signal }, "ERR_OUTCOME_UNKNOWN");
    await arrived;
  },
};

async function failsOnce({ via, opened, server }: Scene, change: Partial<Call>, code: ErrorCode) {
  const error = await failsWith(via.send(changeOf(opened, change)), code);
  assert.equal(server.received.length, 1, "a change is sent once");
  assertHidden(secrets, [error]);
  assert(error.cause !== undefined, "the cause is on the error");
  const { service, operation } = error.details;
  assert.deepEqual([service, operation], [opened.service ?? "sample", "setThing"], "the error says which call it was");
  return error;
}
