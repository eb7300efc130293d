import { expect, it } from "vitest";
import { file } from "./sink.ts";
import { placeOf } from "./place.ts";

it("is never the mark of another file", () => {
  expect(() => placeOf("/run/.{name}", "app.rekey")).toThrow("mark of another file");
  expect(placeOf("/run/{name}", "app.rekey").path).toBe("/run/app.rekey");
});

it("is told before anything is delivered", () => {
  const options = { path: "/run/secrets/{name}.env", format: "raw", mode: "0400" } as const;
  expect(file.place?.(options, "cache-app")).toBe("/run/secrets/cache-app.env");
});
