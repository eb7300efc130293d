import assert from "node:assert/strict";
import type { Reply } from "../../../connection.ts";
import { Secret } from "../../../secret.ts";
import { plain } from "../plain.ts";
import { change, failsIn, type KindPromises } from "./scene.ts";

const nonsense: Reply = { status: 200, headers: {}, body: new Secret("canary-<html>nonsense</html>") };

export const returned: KindPromises = {
  async "reads a reply the same whenever it is read, and sends nothing for it (law 2)"(scene) {
    const { kind } = scene;
    const { issued, reply } = await change(scene);
    if (kind.secret !== "returned" || !reply) return;
    const sent = scene.calls.length;
    const kept: Reply = { ...reply, body: new Secret(reply.body.reveal()) };
    assert.deepEqual(plain([kind.read(reply), kind.read(kept)]), plain([issued, issued]));
    assert.equal(scene.calls.length, sent, "to read is to send nothing");
  },
  async "sends, and looks at nothing in the reply (law 2)"(scene) {
    const { kind, account, via } = scene;
    if (kind.secret !== "returned") return;
    scene.fault = (call, send) =>
      call === "reach" || call.repeat === "safe" ? undefined : send().then(() => nonsense);
    assert.equal(await kind.reset(account, via), nonsense);
  },
  async "takes a reply that nobody understands for an unknown outcome, and never quotes it"(scene) {
    const { kind } = scene;
    if (kind.secret !== "returned") return;
    scene.secrets.push(nonsense.body, new Secret("nonsense"));
    await failsIn(scene, (async () => kind.read(nonsense))(), "ERR_OUTCOME_UNKNOWN");
  },
  async "gives each secret anew"(scene) {
    const { issued } = await change(scene);
    if (issued && scene.opened.current) assert.notDeepEqual(plain(issued.secret), plain(scene.opened.current));
  },
};
