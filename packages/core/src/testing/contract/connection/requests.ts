import assert from "node:assert/strict";
import { Secret } from "../../../secret.ts";
import { failsWith } from "../case.ts";
import { changeOf, type ConnectionPromises, secrets } from "./scene.ts";

const path = "/v1/things/{thing_id}/parts/{part_id}";

export const requests: ConnectionPromises = {
  async "fills a path, and lets no id leave its segment"({ via, opened, server }) {
    const ids = ["a b", "../../v1/keys", "%2e%2e", "x?y=z#w", "é🔑;@:&=+$,"];
    for (const id of ids) await via.send(changeOf(opened, { path, params: { thing_id: id, part_id: "p" } }));
    const segments = server.received.map(({ target }) => target.split("/").map(decodeURIComponent));
    assert.deepEqual(
      segments,
      ids.map((id) => ["", "v1", "things", id, "parts", "p"]),
    );
  },
  async "sends nothing for an id that is missing, empty or a way out"({ via, opened, server }) {
    for (const params of [{}, { thing_id: "" }, { thing_id: "." }, { thing_id: ".." }])
      await failsWith(via.send(changeOf(opened, { params })), "ERR_DECLARATION");
    assert.equal(server.received.length, 0);
  },
  async "sends the verb, the query, the headers and the body, secrets in clear"({ via, opened, server }) {
    await via.send(
      changeOf(opened, {
        method: "POST",
        query: { "a b": "c&d", list: ["x", "y"], count: 7, isOn: false, gone: undefined },
      }),
    );
    const [{ method, target, headers, body } = assert.fail("nothing was sent")] = server.received;
    const { pathname, searchParams } = new URL(target, server.origin);
    assert.deepEqual([method, pathname], ["POST", "/v1/things/thing-1"]);
    assert.deepEqual(
      [...searchParams].toSorted(([a, b], [c, d]) => (a + b < c + d ? -1 : 1)),
      [
        ["a b", "c&d"],
        ["count", "7"],
        ["isOn", "false"],
        ["list", "x"],
        ["list", "y"],
      ],
    );
    assert(headers["x-sample-token"] === secrets[1].reveal(), "a secret header is sent in clear");
    const password = secrets[0].reveal();
    const sent = JSON.stringify({ password, nested: [{ password }], count: 3, isOn: true, nothing: null });
    assert(JSON.stringify(JSON.parse(body)) === sent, "the body is sent as JSON, secrets in clear");
  },
  async "answers with a reply below 300 as it came, its body a secret"({ via, opened, server }) {
    for (const status of [200, 201, 202, 204]) {
      const body = status === 204 ? "" : '{ "secret":"canary-in-a-reply" }';
      server.answer = { status, headers: { "X-Subject-Token": "canary-in-a-header" }, body };
      const reply = await via.send(changeOf(opened));
      assert.equal(reply.status, status);
      assert(reply.body.reveal() === body, "the body is what was sent, unparsed");
      const token = reply.headers["x-subject-token"];
      assert(
        token instanceof Secret && token.reveal() === "canary-in-a-header",
        "a header that is not known to be harmless is a secret",
      );
    }
  },
  async "knows how long a request is waited for, and how late one can land"({ via }) {
    assert(via.longestMs > 0 && via.quietMs > 0, "both are known (law 6)");
  },
};
