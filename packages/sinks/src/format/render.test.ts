import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { delivery } from "../delivery.fixture.ts";
import { render } from "./render.ts";

const given = delivery({ password: "canary-render-1" });
const previous = { secret: new Secret("canary-render-0"), id: "key-0" };

it("writes the secret alone, without a line end", () => {
  expect(render(given, "raw", "")).toBe("canary-render-1");
});

it("writes an object, its version as a number", () => {
  expect(JSON.parse(render({ ...given, current: { ...given.current, id: "key-1" } }, "json", ""))).toEqual({
    user: "app",
    host: "redis.example",
    port: "6379",
    instanceName: "cache-prod",
    name: "cache-app",
    version: 7,
    id: "key-1",
    password: "canary-render-1",
  });
});

it("writes lines for an environment", () => {
  expect(render(given, "dotenv", "REDIS_").split("\n")).toEqual([
    "REDIS_USER='app'",
    "REDIS_HOST='redis.example'",
    "REDIS_PORT='6379'",
    "REDIS_INSTANCE_NAME='cache-prod'",
    "REDIS_NAME='cache-app'",
    "REDIS_VERSION='7'",
    "REDIS_PASSWORD='canary-render-1'",
    "",
  ]);
});

it("fills a template", () => {
  const template = "redis://{{user}}:{{password}}@{{host}}:{{port}}?v={{version}}";
  expect(render(delivery({ password: "canary-a@b" }), { template, as: "url" }, "")).toBe(
    "redis://app:canary-a%40b@redis.example:6379?v=7",
  );
});

it("shows the previous version to a template that asks for it, and to nobody else", () => {
  const both = { ...given, previous };
  const template = "{{previousPassword}}/{{previousId}}";
  expect(render(both, { template, as: "text" }, "")).toBe("canary-render-0/key-0");
  expect(render(given, { template, as: "text" }, "")).toBe("/");
  expect(render(both, "json", "") + render(both, "dotenv", "")).not.toContain("canary-render-0");
});

it("lets no fact of an account hide a field of ours", () => {
  const account = { password: "from the account", version: "0" };
  expect(JSON.parse(render({ ...given, account }, "json", ""))).toMatchObject({
    password: "canary-render-1",
    version: 7,
  });
});
