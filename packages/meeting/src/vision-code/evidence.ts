import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Facts, Landed, Secret } from "@rekey/core";
import type { Shown } from "./shown.ts";

const derive = promisify<string, string, number, Buffer>(scrypt);

/** What is remembered of the codes that show: a slow, salted print of each, because a code has eleven digits and a quick one would give it away. */
export async function remember({ own, named }: Shown): Promise<Facts> {
  const salt = randomBytes(16).toString("hex");
  return { salt, codes: (await printsOf([...own, ...named], salt)).join(" ") };
}

/** Whether the codes that show now are others than those that were remembered. That none was made is told by the account's own row alone. */
export async function compare({ salt = "", codes = "" }: Facts, { own, named }: Shown): Promise<Landed> {
  const known = codes.split(" ");
  const prints = await printsOf([...own, ...named], salt);
  if (prints.some((print) => !known.includes(print))) return "yes";
  return own.some(isWhole) ? "no" : "unclear";
}

async function printsOf(codes: readonly Secret[], salt: string): Promise<string[]> {
  const whole = new Set(codes.filter(isWhole).map((code) => code.reveal()));
  const prints = await Promise.all([...whole].map((code) => derive(code, salt, 16)));
  return prints.map((print) => print.toString("hex"));
}

/** One that is masked looks the same as many others. */
function isWhole(code: Secret): boolean {
  return !code.reveal().includes("*");
}
