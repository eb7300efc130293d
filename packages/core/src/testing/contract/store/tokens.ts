import assert from "node:assert/strict";
import type { Event } from "../../../event.ts";
import type { Token } from "../../../token.ts";
import { failsWith } from "../case.ts";
import { plain } from "../plain.ts";
import { minute, NOW, type StorePromises } from "./scene.ts";

export const tokens: StorePromises = {
  async "keeps a token as it was made, with its event, when it is opened again too"({ store, reopen }) {
    const token = tokenOf("one", { owners: ["acme/*"] });
    await store.addToken(token, created);
    const again = (await reopen?.()) ?? store;
    assert.deepEqual(plain(await again.token("one")), plain(token));
    assert.deepEqual(plain(await again.tokens()), plain([token]));
    assert.deepEqual(
      (await again.events({})).map(({ name }) => name),
      ["token.created"],
    );
  },
  async "knows no token that nobody made"({ store }) {
    assert.equal(await store.token("none"), undefined);
    assert.deepEqual(await store.tokens(), []);
  },
  async "lists tokens oldest first, several of one name among them"({ store }) {
    for (const [id, at] of [
      ["b", 1],
      ["a", 2],
      ["c", 0],
    ] as const)
      await store.addToken(tokenOf(id, { createdAt: minute(at) }), created);
    const listed = await store.tokens();
    assert.deepEqual(
      listed.map(({ id, name }) => [id, name]),
      [
        ["c", "ci"],
        ["b", "ci"],
        ["a", "ci"],
      ],
    );
  },
  async "never gives an id twice, and writes nothing then"({ store }) {
    await store.addToken(tokenOf("one"), created);
    await failsWith(store.addToken(tokenOf("one", { scopes: ["admin"] }), created), "ERR_DECLARATION");
    assert.deepEqual((await store.token("one"))?.scopes, ["read"]);
    assert.equal((await store.events({})).length, 1);
  },
  async "ends a token once, with one event"({ store, reopen }) {
    await store.addToken(tokenOf("one"), created);
    await store.addToken(tokenOf("two"), created);
    assert.equal(await store.revokeToken("one", revoked(1)), true);
    assert.equal(await store.revokeToken("one", revoked(2)), false);
    const again = (await reopen?.()) ?? store;
    assert.deepEqual((await again.token("one"))?.revokedAt, minute(1));
    assert.equal((await again.token("two"))?.revokedAt, undefined);
    assert.deepEqual(
      (await again.events({})).map(({ name }) => name),
      ["token.created", "token.created", "token.revoked"],
    );
  },
  async "ends none that is unknown or over"({ store }) {
    await store.addToken(tokenOf("one", { expiresAt: minute(1) }), created);
    assert.equal(await store.revokeToken("one", revoked(1)), false);
    assert.equal(await store.revokeToken("none", revoked(0)), false);
    assert.equal((await store.events({})).length, 1);
  },
  async "notes when a token was last seen, and nothing of one that it does not know"({ store, reopen }) {
    await store.addToken(tokenOf("one"), created);
    await store.noteToken("one", minute(3));
    await store.noteToken("none", minute(3));
    const again = (await reopen?.()) ?? store;
    assert.deepEqual((await again.token("one"))?.usedAt, minute(3));
    assert.equal((await again.events({})).length, 1);
  },
};

const created: Event = { name: "token.created", at: NOW, by: "ada" };

function revoked(at: number): Event {
  return { name: "token.revoked", at: minute(at), by: "ada" };
}

function tokenOf(id: string, change: Partial<Token> = {}): Token {
  return {
    id,
    name: "ci",
    hash: "5e".repeat(32),
    scopes: ["read"],
    by: "ada",
    createdAt: NOW,
    expiresAt: minute(90),
    ...change,
  };
}
