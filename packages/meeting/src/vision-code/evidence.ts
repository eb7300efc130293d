import { randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Facts, Landed, Secret } from "@rekey/core";

const derive = promisify<string, string, number, Buffer>(scrypt);

/** What is remembered of the codes that show: a slow, salted print of each, because a code has eleven digits and a quick one would give it away. */
export async function remember(codes: readonly Secret[]): Promise<Facts> {
  const salt = randomBytes(16).toString("hex");
  return { salt, codes: (await printsOf(codes, salt)).join(" ") };
}

/** Whether the codes that show now are others than those that were remembered. */
export async function compare({ salt = "", codes: remembered = "" }: Facts, codes: readonly Secret[]): Promise<Landed> {
  const prints = await printsOf(codes, salt);
  if (prints.length === 0) return "unclear";
  const known = remembered.split(" ");
  if (prints.some((print) => !known.includes(print))) return "yes";
  return "no";
}

/** Of whole codes only: one that is masked looks the same for many. */
async function printsOf(codes: readonly Secret[], salt: string): Promise<string[]> {
  const whole = codes.map((code) => code.reveal()).filter((code) => !code.includes("*"));
  const prints = await Promise.all(whole.map((code) => derive(code, salt, 16)));
  return [...new Set(prints.map((print) => print.toString("hex")))];
}
