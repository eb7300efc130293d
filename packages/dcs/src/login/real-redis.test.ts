import { afterAll, beforeAll, expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { login } from "./login.ts";
import { redis } from "./redis.fixture.ts";

const password = "canary-real-1";
let server: Awaited<ReturnType<typeof redis>>;

beforeAll(async () => {
  server = await redis([
    `user default on >${password} ~* +@all`,
    `user app on >${password} ~app:* +get`,
    `user off off >${password} ~* +@all`,
  ]);
});
afterAll(() => server[Symbol.asyncDispose]());

const tried = (username: string | undefined, secret: string) =>
  login(
    cloud({}),
    { hosts: ["127.0.0.1"], port: server.port, isTls: false },
    { password: secret, ...(username !== undefined && { username }) },
  );

it.for([
  ["a user of narrow rights", "app", password, "accepted"],
  ["the default user", undefined, password, "accepted"],
  ["a wrong password", "app", "canary-wrong-1", "refused"],
  ["the default user's wrong password", undefined, "canary-wrong-1", "refused"],
  ["a user that does not exist", "nobody", password, "refused"],
  ["a user that is switched off", "off", password, "refused"],
] as const)("a real Redis decides about %s", async ([, username, secret, answer]) => {
  await expect(tried(username, secret)).resolves.toBe(answer);
});

it("a real Redis without passwords proves nothing", async () => {
  await using open = await redis([]);
  const asked = login(
    cloud({}),
    { hosts: ["127.0.0.1"], port: open.port, isTls: false },
    { password: `app:${password}` },
  );
  await expect(asked).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
});
