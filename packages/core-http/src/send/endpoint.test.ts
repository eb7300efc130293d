import { expect, it } from "vitest";
import { findEndpoint } from "./endpoint.ts";

it("follows the documented pattern", () => {
  expect(findEndpoint("dcs", "eu-west-101", {})).toEqual({
    origin: "https://dcs.eu-west-101.myhuaweicloud.com",
    prefix: "",
  });
});

it.for([
  ["http://127.0.0.1:8080/prefix", "http://127.0.0.1:8080", "/prefix"],
  ["https://x.test/", "https://x.test", ""],
  ["https://x.test:443/a/b//", "https://x.test", "/a/b"],
] as const)("is overridden whole by %s", ([url, origin, prefix]) => {
  expect(findEndpoint("dcs", "cn-north-4", { dcs: url })).toEqual({ origin, prefix });
});

it.for(["", "DCS", "a.b", "a/b", "-a", "constructor/"])("takes %j for no service", (service) => {
  expect(() => findEndpoint(service, "cn-north-4", {})).toThrow("host name");
});
