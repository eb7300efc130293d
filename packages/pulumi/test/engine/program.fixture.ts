import { fakeDaemon } from "../../src/fake/daemon.fixture.ts";
import { programFolder } from "../process/folder.fixture.ts";
import { type Options, Stack } from "./stack.fixture.ts";

/** A program with one resource, whose arguments are in its configuration. */
export const ONE = `
import * as pulumi from "@pulumi/pulumi";
import * as rekey from "@rekey/pulumi";

const config = new pulumi.Config("try");
const args = config.requireObject("cache");
const cache = new rekey.dcs.AclPassword("cache", { connection: "prod", account: { instance: "cache-prod", user: "app" }, rotate: { every: "30d" }, ...args });
export const { id, generation, name } = cache;
`;

/** A stack with a program before a fake daemon. */
export async function stackOf(program: string, options: Partial<Options> = {}) {
  const daemon = await fakeDaemon();
  const folder = programFolder({ "index.js": program, "package.json": `{ "type": "module", "main": "index.js" }` });
  const env = { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token };
  const stack = new Stack({ folder, env, ...options });
  const say = (args: object) => {
    stack.options = { ...stack.options, config: { ...stack.options.config, "try:cache": JSON.stringify(args) } };
  };
  say({});
  return { daemon, stack, say, folder, [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose]() };
}
