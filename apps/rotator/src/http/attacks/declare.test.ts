import { CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { type Caller, unknownCaller } from "../caller.ts";
import { declaring, openScene, type Scene } from "../ground.fixture.ts";

const CACHE = "/v1/declarations/cache";
const EVIL = { token: "declare:evil.*" };

/** Callers that may declare any name, each bound to the owners that begin with its token. */
function openBound(): Scene {
  return openScene({
    authorize: async (header = "") => {
      const owners = header.slice("Bearer ".length);
      if (owners === "") throw unknownCaller();
      const caller: Caller = { name: owners, may: () => true, speaksFor: (owner) => owner.startsWith(owners) };
      return caller;
    },
  });
}

it.for([{ adopt: true }, { adopt: true, deliver: ["app-env"] }])(
  "takes nothing from an owner that the token does not speak for: %j",
  async (changes) => {
    const { ask, store } = openBound();
    await ask(`PUT ${CACHE}`, { body: declaring(), token: "acme/" });
    const theirs = declaring({ owner: "evil/a/b/c", ...changes });
    expect(await ask(`PUT ${CACHE}`, { body: theirs, token: "evil/" })).toMatchObject({
      status: 403,
      json: { title: "this token does not speak for acme/shop/prod/cache", changed: "no" },
    });
    expect((await store.find("cache"))?.declaration).toMatchObject({ owner: "acme/shop/prod/cache", deliver: [] });
  },
);

it("lets a token take over between the owners that it speaks for, and what nobody owns", async () => {
  const { ask } = openBound();
  await ask(`PUT ${CACHE}`, { body: declaring(), token: "acme/" });
  const mine = declaring({ owner: "acme/other/prod/cache", adopt: true });
  expect(await ask(`PUT ${CACHE}`, { body: mine, token: "acme/" })).toMatchObject({ status: 200 });
  await ask(`DELETE ${CACHE}`, { token: "acme/" });
  const theirs = declaring({ owner: "evil/a/b/c", adopt: true });
  expect(await ask(`PUT ${CACHE}`, { body: theirs, token: "evil/" })).toMatchObject({ status: 200 });
});

/** A daemon beside another on the same store, whose cloud has been asked and answers when it is told to. */
function openSlow({ store, ground }: Scene): { slow: Scene; asked: Promise<void>; answer: () => void } {
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const locate = async (account: unknown) => {
    asked.resolve();
    await answered.promise;
    return account;
  };
  const slow = openScene({ store, kinds: ground.kinds.map((kind) => ({ ...kind, locate })) });
  return { slow, asked: asked.promise, answer: answered.resolve };
}

it("looks again at whose the name is, once the cloud was asked", async () => {
  const scene = openScene();
  await scene.ask(`PUT ${CACHE}`, { body: declaring() });
  const { slow, asked, answer } = openSlow(scene);
  const putting = slow.ask(`PUT ${CACHE}?uid=uid-1`, { body: declaring({ grace: "1d" }) });
  await asked;
  await scene.ask(`DELETE ${CACHE}?policy=forget`);
  await scene.ask(`PUT ${CACHE}`, { body: declaring({ owner: "acme/other/prod/cache" }) });
  answer();
  expect(await putting).toMatchObject({ status: 404 });
  expect(await scene.store.find("cache")).toMatchObject({ uid: "uid-2", generation: 1 });
});

it("deletes nothing under the feet of a PUT that is under way", async () => {
  const scene = openScene();
  await scene.ask(`PUT ${CACHE}`, { body: declaring() });
  const { slow, asked, answer } = openSlow(scene);
  const owner = "acme/other/prod/cache";
  const putting = slow.ask(`PUT ${CACHE}`, { body: declaring({ owner, adopt: true }) });
  await asked;
  const late = slow.ask(`DELETE ${CACHE}?policy=forget&owner=acme/shop/prod/cache`);
  answer();
  expect([(await putting).status, (await late).status]).toEqual([200, 409]);
  expect(await scene.store.find("cache")).toMatchObject({ uid: "uid-1", declaration: { owner } });
});

it("leaves a declaration whose it was where it is not taken over after all", async () => {
  const { ask, store } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring() });
  await ask("PUT /v1/declarations/bob", { body: declaring({ account: { user: "bob" } }) });
  const accounts = [{ user: "ada" }, { user: "bob" }];
  const body = { ...declaring({ owner: "evil/a/b/c", adopt: true }), account: undefined, accounts };
  expect(await ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 409, json: { changed: "no" } });
  expect((await store.find("cache"))?.declaration.owner).toBe("acme/shop/prod/cache");
});

it("names no credential that the token may not see", async () => {
  const { ask } = openScene();
  await ask(`PUT ${CACHE}`, { body: declaring({ stagger: { group: "frontends", offset: "10m" } }) });
  const owner = "evil/a/b/c";
  const twin = await ask("PUT /v1/declarations/evil.x", { ...EVIL, body: declaring({ owner }) });
  expect(twin).toMatchObject({ status: 409, json: { code: "ERR_CONFLICT" } });
  const bodies = ["10m", "11m"].map((offset) =>
    declaring({ owner, account: { user: "eve" }, stagger: { group: "frontends", offset } }),
  );
  for (const body of bodies) {
    const got = await ask("PUT /v1/declarations/evil.x", { ...EVIL, body });
    expect(got).toMatchObject({ status: 422, json: { errors: [{ path: "stagger.group" }] } });
    expect(got.text).not.toContain("cache");
  }
  expect(twin.text).not.toContain("cache");
});

it("answers a sink that is one of the operator's own like one that is not there", async () => {
  const operator = openScene().ground.operator();
  const sinks = new Map([...operator.sinks, ["own", { name: "own", connection: "prod" }] as const]);
  const scene = openScene({ operator: () => ({ ...operator, sinks }), forbids: () => "sinks.asked" });
  const [own, absent] = await Promise.all(
    ["own", "absent"].map((sink) => scene.ask(`PUT ${CACHE}`, { body: declaring({ deliver: [sink] }) })),
  );
  expect(own).toMatchObject({ status: 403 });
  expect(own?.text).toBe(absent?.text);
});

const written = JSON.stringify(declaring());

it.for([
  ["an owner of the file", written.replace("acme/shop/prod/cache", "file")],
  ["an owner of nobody", written.replace("acme/shop/prod/cache", "none")],
  ["an owner with a line of its own", written.replace("acme/shop", "acme\\nshop")],
  ["an account of prototypes", written.replace('"user"', '"__proto__":{"user":"ada"},"user"')],
  ["a number for a period", written.replace('"30d"', "1e309")],
  ["a period that no date can hold", written.replace("30d", "99999d")],
  ["a year that is none", written.replace('"30d"', '"30d","blackouts":[{"from":"0000-01-01","to":"0001-01-01"}]')],
  ["a year far away", written.replace('"30d"', '"30d","blackouts":[{"from":"9999-01-01","to":"9999-01-02"}]')],
  ["windows without end", bounded("windows", { cron: "* * * * *", for: "1s" })],
  ["blackouts without end", bounded("blackouts", { from: "2027-01-01", to: "2027-01-02" })],
])("refuses %s before anybody asks the cloud", async ([, body]) => {
  const scene = openScene();
  scene.fails = new CredentialError("ERR_UNAVAILABLE", "asked");
  expect(await scene.ask(`PUT ${CACHE}`, { body })).toMatchObject({ status: 422, json: { changed: "no" } });
});

function bounded(key: string, one: object): string {
  return JSON.stringify(declaring({ rotate: { every: "30d", [key]: Array.from({ length: 800 }, () => one) } }));
}

it("takes the last of two owners that one body has, and judges that one", async () => {
  const { ask, store } = openBound();
  const body = written
    .replace("{", '{"owner":"acme/shop/prod/cache",')
    .replace(/"owner":"acme(?!.*"owner")/, '"owner":"evil');
  expect(await ask(`PUT ${CACHE}`, { body, token: "acme/" })).toMatchObject({ status: 403 });
  expect(await store.list()).toEqual([]);
});
