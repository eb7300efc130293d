import { expect, it } from "vitest";
import { refusalOfTarget } from "./path.ts";

it.for([
  "/v1/declarations/a%2Fb",
  "/v1/declarations/a%2fb/../c",
  "/v1/declarations/..",
  "/v1/declarations/./a",
  "/v1/declarations/../credentials/a/secret",
  "/v1/declarations/%2e%2e/credentials",
  "/v1/declarations/a%00",
  "/v1/declarations/a\u0000",
  "/v1//declarations",
  "//v1/declarations",
  "/v1/declarations/",
  "/v1\\declarations",
  "/v1/declarations/a;b",
  "/v1/declarations/%61",
  "/v1/declarations/ä",
  "http://elsewhere/v1/declarations",
  "*",
  "",
])("refuses the path %j", (target) => {
  expect(refusalOfTarget(target)?.status).toBe(400);
});

it("refuses an address that is too long", () => {
  expect(refusalOfTarget(`/v1/declarations/${"a".repeat(5_000)}`)?.status).toBe(414);
});

it.for(["/", "/healthz", "/v1/openapi.json", "/v1/declarations/a.b-c", "/v1/declarations?after=%2F..%2F&most=1"])(
  "lets %j through",
  (target) => {
    expect(refusalOfTarget(target)).toBeUndefined();
  },
);
