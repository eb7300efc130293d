import { parseEnv } from "node:util";
import { assert, property, string } from "fast-check";
import { hasCode } from "@rekey/core";
import { expect, it } from "vitest";
import { dotenv } from "./dotenv.ts";

it("writes names in capitals behind the prefix, and values in quotes", () => {
  expect(dotenv({ user: "app", instanceName: "cache-prod" }, "REDIS_")).toBe(
    "REDIS_USER='app'\nREDIS_INSTANCE_NAME='cache-prod'\n",
  );
});

it("changes the quotes for a value with a single quote in it", () => {
  expect(dotenv({ password: "it's" }, "")).toBe(`PASSWORD="it's"\n`);
});

it.for([`'"`, "'$", "'`", "'\\", "\r", "'\n", "\0"])(
  "refuses a value with %j, which readers read differently",
  (value) => {
    const write = () => dotenv({ password: `canary-${value}` }, "");
    expect(write).toThrow(expect.objectContaining({ code: "ERR_DELIVERY" }));
    expect(write).not.toThrow(/canary-/);
  },
);

it("says to Node's own reader what was written, whatever the values are", () => {
  const fit = string({ unit: "binary" }).filter((value) => written(value) !== undefined);
  assert(
    property(fit, (value) => {
      expect({ ...parseEnv(written(value) ?? "") }).toEqual({ FIRST: value, SECOND: "after" });
    }),
  );
});

function written(first: string): string | undefined {
  try {
    return dotenv({ first, second: "after" }, "");
  } catch (error) {
    if (hasCode(error, "ERR_DELIVERY")) return undefined;
    throw error;
  }
}
