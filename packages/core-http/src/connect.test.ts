import { hasCode, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { connect } from "./connect.ts";

const wrong: readonly (readonly [what: string, options: object, named: string])[] = [
  ["no region", { region: "" }, "region"],
  ["a region that would be another host", { region: "x.evil.example/" }, "region"],
  ["a project that is no id", { projectId: "../p" }, "projectId"],
  ["keys without a secret", { credentials: { accessKey: "AK" } }, "credentials"],
  ["a secret in clear", { credentials: { accessKey: "AK", secretKey: "canary-clear" } }, "credentials"],
  [
    "an access key that no header can carry",
    { credentials: { accessKey: "A\r\nK", secretKey: new Secret("canary-") } },
    "credentials",
  ],
  ["a metadata service elsewhere", { metadata: "http://203.0.113.1" }, "metadata"],
  ["a metadata service by name", { metadata: "http://metadata.test" }, "metadata"],
  ["an endpoint with a query", { endpoints: { dcs: "https://x.test/?canary-query" } }, "endpoints.dcs"],
  ["an endpoint with a password", { endpoints: { dcs: "https://u:canary-p@x.test" } }, "endpoints.dcs"],
  ["an endpoint of another protocol", { endpoints: { dcs: "ftp://x.test" } }, "endpoints.dcs"],
  ["a host whose address is none", { hosts: { "x.test": "y.test" } }, "hosts.x.test"],
  ["a reach that is none", { reach: ["10.0.0.0/8:1", "10.0.0.0/99:1"] }, "reach.1"],
  ["an authority that is no certificate", { ca: "canary-ca" }, "ca"],
  ["no time at all", { longestMs: 0 }, "longestMs"],
  ["a misspelled option", { longestMS: 5 }, "longestMS"],
];

it.for(wrong)("cannot be made with %s, and says so without a value", ([, options, named]) => {
  let thrown: unknown;
  try {
    connect({ region: "cn-north-4", ...options });
  } catch (error) {
    thrown = error;
  }
  if (!hasCode(thrown, "ERR_DECLARATION")) throw new Error("ERR_DECLARATION was to be thrown");
  expect(thrown.message).toContain(named);
  expect(/canary-|evil/.test(thrown.message)).toBe(false);
});

it("needs a region and nothing else", async () => {
  await using via = connect({ region: "cn-north-4" });
  expect(via).toMatchObject({ longestMs: 60_000, quietMs: 960_000, skewMs: 0, ca: undefined });
});

it("takes a process's environment as it is", async () => {
  await using via = connect({ region: "cn-north-4", environment: process.env });
  expect(via.longestMs).toBe(60_000);
});

it.for(["http://127.0.0.1:8080", "http://[::1]:8080/x", "http://169.254.169.254"])(
  "takes %s for a metadata service",
  async (metadata) => {
    await using via = connect({ region: "cn-north-4", metadata });
    expect(via.skewMs).toBe(0);
  },
);

it("is closed once, however often it is told to", async () => {
  await using via = connect({ region: "cn-north-4" });
  await Promise.all([via.close(), via.close()]);
  await expect(via.close()).resolves.toBeUndefined();
});
