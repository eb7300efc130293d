import { expect, it } from "vitest";
import { z } from "zod";
import { ask } from "../client.fixture.ts";
import { small, start } from "../world.fixture.ts";

const shape = z.object({ encoded_authorization_message: z.string().min(80) });
const decode = (encoded_message: string) => ({ method: "POST", body: { encoded_message } });
const PATH = "/v5/decode-authorization-message";

it.for([
  ["iam", "/v3/users", "iam:users:listUsers"],
  ["sts", "/v5/agencies/assume", "sts:agencies:assume"],
  ["workspace", `/v2/${small().project}/users`, "workspace:users:list"],
] as const)(
  "encodes in a 403 of %s which action was refused, and decodes it again",
  async ([service, path, action]) => {
    const { keys, ...rest } = small();
    await using emulator = await start({ ...rest, keys: keys.map((key) => ({ ...key, permissions: ["sts::*"] })) });
    const { status, json } = await ask(emulator.endpoints[service], path, service === "sts" ? decode("x") : {});
    const encoded = shape.parse(json).encoded_authorization_message;
    const decoded = await ask(emulator.endpoints.sts, PATH, decode(encoded));
    expect([status, decoded.status, decoded.json]).toEqual([
      403,
      200,
      { decoded_message: expect.stringContaining(action) },
    ]);
  },
);

it("decodes nothing else, and for nobody without the action", async () => {
  await using emulator = await start();
  await expect(ask(emulator.endpoints.sts, PATH, decode("canary"))).resolves.toMatchObject({ status: 400 });
  const { keys, ...rest } = small();
  await using barred = await start({ ...rest, keys: keys.map((key) => ({ ...key, permissions: ["dcs:*"] })) });
  await expect(ask(barred.endpoints.sts, PATH, decode("x"))).resolves.toMatchObject({ status: 403 });
});
