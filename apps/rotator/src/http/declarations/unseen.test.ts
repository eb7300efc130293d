import { CredentialError } from "@rekey/core";
import { expect, it } from "vitest";
import { forbiddenPart } from "../../allow/allow.ts";
import { declaring, openScene } from "../ground.fixture.ts";

/** A scene whose operator lets acme/* have these identities alone. */
function limited(identities: readonly string[]) {
  const allow = [{ kinds: ["*"], owners: ["acme/*"], identities }];
  const parts = { connections: new Map([["prod", { allow }]]), sinks: new Map() };
  return openScene({ forbids: (naming) => forbiddenPart(parts, naming) });
}

const put = (scene: ReturnType<typeof limited>, user: string, more: object = {}) =>
  scene.ask("PUT /v1/declarations/cache", { body: declaring({ account: { user }, ...more }) });

it("tells an owner of no account that its operator does not let it have, whether it is there or not", async () => {
  const scene = limited(["sample ada"]);
  const [there, absent] = [await put(scene, "GRACE"), await put(scene, "nobody")];
  expect(there).toMatchObject({ status: 403, json: { code: "ERR_IDENTITY" } });
  expect([absent.status, absent.text]).toEqual([there.status, there.text]);
  scene.fails = new CredentialError("ERR_REFUSED", "the service knows of grace and heidi");
  expect((await put(scene, "GRACE")).text).toBe(there.text);
});

it("says as little of an account that is to take turns", async () => {
  const scene = limited(["sample ada"]);
  const two = (user: string) => put(scene, "ada", { account: undefined, accounts: [{ user: "ada" }, { user }] });
  const [there, absent] = [await two("grace"), await two("nobody")];
  expect([there.status, absent.text]).toEqual([403, there.text]);
});

it("says what is wrong with one that it may have", async () => {
  const scene = limited(["sample ada", "sample nobody"]);
  expect(await put(scene, "ADA")).toMatchObject({ status: 201 });
  expect(await put(scene, "nobody", { name: "other" })).toMatchObject({ status: 422 });
  const told = await scene.ask("PUT /v1/declarations/other", { body: declaring({ account: { user: "nobody" } }) });
  expect(told).toMatchObject({
    status: 422,
    json: { errors: [{ path: "account", message: "there is no user nobody" }] },
  });
});

it("says that the cloud cannot be asked to everybody alike", async () => {
  const scene = limited(["sample ada"]);
  scene.fails = new CredentialError("ERR_UNAVAILABLE", "the cloud does not answer");
  expect([(await put(scene, "GRACE")).status, (await put(scene, "nobody")).status]).toEqual([503, 503]);
});
