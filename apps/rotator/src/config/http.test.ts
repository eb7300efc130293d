import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

/** What `validate` says of a section. */
async function validated(http: string): Promise<{ exit: number; err: string }> {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => `http: ${http}\n${text}`);
  return house.rotator("validate");
}

it.for([
  "{}",
  "{ listen: 127.0.0.1:7353 }",
  '{ listen: ["[::1]:7353", localhost:0, unix:/run/rekey/rotator.sock] }',
  "{ listen: 0.0.0.0:7353, tls: { certificate: file:a.crt, key: file:a.key } }",
  "{ listen: 0.0.0.0:7353, insecure: true }",
  "{ limits: { perStack: 20, perToken: 100, asks: 10/s } }",
])("takes http: %s", async (http) => {
  expect(await validated(http)).toMatchObject({ exit: 0 });
});

it.for([
  ["{ listen: 0.0.0.0:7353 }", "plain HTTP beyond this machine"],
  ['{ listen: [127.0.0.1:1, "[::]:7353"] }', "plain HTTP beyond this machine"],
  ["{ listen: rekey.example:7353 }", "plain HTTP beyond this machine"],
  ["{ listen: 7353 }", "write it like 127.0.0.1:7353"],
  ["{ listen: 127.0.0.1:70000 }", "write it like 127.0.0.1:7353"],
  ["{ listen: [] }", "http.listen"],
  ["{ listn: 127.0.0.1:7353 }", "did you mean listen?"],
  ["{ limits: { perStack: 0 } }", "http.limits.perStack"],
  ["{ limits: { asks: often } }", "write it like 5/s, 100/m or 1000/h"],
  ["{ tls: { certificate: file:a.crt } }", "a secret is referred to, never written here"],
  ["{ tls: { certificate: file:a.crt, key: written-in-clear } }", "a secret is referred to, never written here"],
])("refuses http: %s", async ([http = "", why]) => {
  const { exit, err } = await validated(http);
  expect(exit).toBe(4);
  expect(err).toContain(why);
  expect(err).not.toContain("written-in-clear");
});

it("ends with 4 where certificate and key do not go together", async () => {
  await using house = await openHouse();
  for (const file of ["a.crt", "a.key"]) writeFileSync(join(house.folder, file), "no-pem-at-all", { mode: 0o600 });
  const section = "http: { tls: { certificate: file:a.crt, key: file:a.key } }";
  house.edit("rekey.yaml", (text) => `${section}\n${text}`);
  const { exit, err } = await house.rotator("run");
  expect(exit).toBe(4);
  expect(err).toContain("certificate and key of http.tls do not go together");
  expect(err).not.toContain("no-pem-at-all");
});
