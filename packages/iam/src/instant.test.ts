import { expect, it } from "vitest";
import { instant } from "./instant.ts";

it.for([
  ["2020-01-08T06:26:08.123059Z", "2020-01-08T06:26:08.123Z"],
  ["2020-07-08 02:19:03.0", "2020-07-08T02:19:03.000Z"],
  ["2020-07-08 02:19:03", "2020-07-08T02:19:03.000Z"],
  ["2023-06-28T08:56:33.710000", "2023-06-28T08:56:33.710Z"],
] as const)("reads %s as an instant in UTC", ([text, iso]) => {
  expect(instant.parse(text)?.toISOString()).toBe(iso);
});

it.for([null, undefined, "", "-", "null"])("reads %o as none", (text) => {
  expect(instant.parse(text)).toBeUndefined();
});
