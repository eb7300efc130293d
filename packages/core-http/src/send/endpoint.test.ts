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

it("knows where Meeting answers, and guesses nothing where nobody says it", () => {
  const at = (region: string, endpoints = {}) => findEndpoint("meeting", region, endpoints).origin;
  expect(at("cn-north-4")).toBe("https://api.meeting.huaweicloud.com");
  expect(at("ap-southeast-1")).toBe("https://api-intl.meeting.huaweicloud.com");
  expect(() => at("eu-west-101")).toThrow("nobody documents where meeting answers in eu-west-101");
  expect(at("eu-west-101", { meeting: "https://meeting.example" })).toBe("https://meeting.example");
});
