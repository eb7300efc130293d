import { text } from "@rekey/core";

/** A documented instant: `2020-01-08T06:25:19.014028Z`, or UTC without saying so, `2020-07-08 02:19:03.0`. Undefined where it is absent or unreadable. */
export const instant = text.transform((value) => {
  const ms = value === undefined ? Number.NaN : Date.parse(/[Zz]$/.test(value) ? value : `${value.replace(" ", "T")}Z`);
  return Number.isNaN(ms) ? undefined : new Date(ms);
});
