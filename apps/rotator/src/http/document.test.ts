import { expect, it } from "vitest";
import { kinds } from "../kinds.ts";
import { documentOf } from "./document.ts";
import { openScene } from "./ground.fixture.ts";

it("is described by the document that stands here", async () => {
  const { app } = openScene({ kinds });
  const text = `${JSON.stringify({ ...documentOf(app, kinds), info: { title: "Rekey" } }, undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot("golden/openapi.json");
});

it("serves the document to whoever has a token", async () => {
  const { ask } = openScene({ kinds });
  expect(await ask("GET /v1/openapi.json", { token: "read" })).toMatchObject({
    status: 200,
    json: { openapi: "3.1.0" },
  });
  expect(await ask("GET /v1/openapi.json", { token: "" })).toMatchObject({ status: 401 });
});
