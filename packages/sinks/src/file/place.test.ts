import { describe, expect, it } from "vitest";
import { mayBeAt, placeOf } from "./place.ts";

describe("whether some credential's file may be at a path", () => {
  it.for([
    ["/etc/rekey/{name}.key", "/etc/rekey/seal.key", true],
    ["/etc/rekey/{name}.key", "/etc/rekey/a.b.key", true],
    ["/etc/rekey/seal.key", "/etc/rekey/seal.key", true],
    ["/etc/rekey/{name}", "/etc/rekey/rekey.db", true],
    ["/etc/rekey/{name}", "/etc/rekey/rekey.db-wal", true],
    ["/etc/rekey/{name}-{name}", "/etc/rekey/db-db", true],
    ["/etc/rekey/{name}-{name}", "/etc/rekey/db-dc", false],
    ["/etc/rekey/{name}.env", "/etc/rekey/seal.key", false],
    ["/etc/rekey/{name}.key", "/etc/rekey/Seal.key", false],
    ["/etc/rekey/{name}.key", "/etc/rekey/.key", false],
    ["/etc/rekey/{name}.key", "/etc/other/seal.key", false],
    ["/etc/rekey/x-{name}", "/etc/rekey/x", false],
  ] as const)("%s and %s: %s", ([template, path, answer]) => {
    expect(mayBeAt(template, path)).toBe(answer);
  });
});

it("is never the mark of another file", () => {
  expect(() => placeOf("/run/.{name}", "app.rekey")).toThrow("mark of another file");
  expect(placeOf("/run/{name}", "app.rekey").path).toBe("/run/app.rekey");
});
