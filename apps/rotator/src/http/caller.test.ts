import { expect, it } from "vitest";
import { type Authorize, type Caller, nobody, type Scope, unknownCaller } from "./caller.ts";

it("lets nobody in where nothing says who may come in", async () => {
  const refused = { code: "ERR_IDENTITY", headers: { "www-authenticate": 'Bearer realm="rekey"' } };
  for (const header of [undefined, "", "Bearer canary-token", "Basic Y2FuYXJ5Og=="])
    await expect(nobody(header)).rejects.toMatchObject({ status: 401, told: refused });
});

it("lets in whom the given door lets in, for what it says", async () => {
  const reader: Caller = { name: "ci", may: (scope: Scope) => scope === "read" };
  const door: Authorize = async (header) => (header === "Bearer canary-ci" ? reader : Promise.reject(unknownCaller()));
  expect((await door("Bearer canary-ci")).may("read")).toBe(true);
  await expect(door("Bearer canary-other")).rejects.toMatchObject({ status: 401 });
});
