import { expect, it } from "vitest";
import { fileOptions } from "./options.ts";

const path = "/run/secrets/{name}.env";
const template = { template: "{{user}}", as: "json" };

it.for([
  [{ path, format: "raw" }, { mode: "0400" }],
  [{ path, format: "dotenv", prefix: "REDIS_", mode: "0440", owner: "app:app" }, {}],
  [{ path: "/run/secrets/app", format: template }, {}],
  [{ path, format: "json", mode: "640", owner: "1000:1000" }, {}],
] as const)("takes %o", ([options, filled]) => {
  expect(fileOptions.parse(options)).toEqual({ mode: "0400", ...options, ...filled });
});

it.for([
  ["no path", { format: "raw" }, "write the file's path"],
  ["a relative path", { path: "{name}.env", format: "raw" }, "absolute"],
  ["a path that climbs", { path: "/run/../etc/{name}", format: "raw" }, "absolute"],
  ["a folder", { path: "/run/secrets/", format: "raw" }, "absolute"],
  ["a folder by name", { path: "/run/{name}/env", format: "raw" }, "last part only"],
  ["another placeholder", { path: "/run/{uid}", format: "raw" }, "only {name}"],
  ["a name of Rekey's own", { path: "/run/.{name}.rekey", format: "raw" }, "taken by Rekey"],
  ["no format", { path }, "format is raw, json"],
  ["an unknown format", { path, format: "xml" }, "format is raw, json"],
  ["a template of more than fields", { path, format: { ...template, template: "{{#if x}}" } }, "can do nothing else"],
  ["a template of no language", { path, format: { template: "" } }, "format is raw, json"],
  ["a mode that YAML read as a number", { path, format: "raw", mode: 400 }, "in quotes"],
  ["a file for everybody's eyes", { path, format: "raw", mode: "0444" }, "everybody's eyes"],
  ["an owner with a blank", { path, format: "raw", owner: "a b" }, "user:group"],
  ["a prefix without a dotenv file", { path, format: "json", prefix: "A_" }, "belongs to the format dotenv"],
  ["a prefix that is no name", { path, format: "dotenv", prefix: "1-" }, "capitals"],
  ["an unknown key", { path, format: "raw", command: "sh" }, "command"],
] as const)("says what is wrong with %s", ([, options, words]) => {
  expect(fileOptions.safeParse(options).error?.message).toContain(words);
});
