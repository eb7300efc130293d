import { expect, it } from "vitest";
import { nobody } from "./caller.ts";

it("lets nobody in where nothing says who may come in", async () => {
  const refused = { code: "ERR_IDENTITY", headers: { "www-authenticate": 'Bearer realm="rekey"' } };
  for (const header of [undefined, "", "Bearer canary-token", "Basic Y2FuYXJ5Og=="])
    await expect(nobody(header)).rejects.toMatchObject({ status: 401, told: refused });
});
