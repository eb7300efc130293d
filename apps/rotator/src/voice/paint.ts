import { styleText } from "node:util";
import type { Io, Out } from "../io.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta";

/** Paints a text, or leaves it as it is: colour repeats what symbols and words already say. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Colours on a terminal, unless NO_COLOR or --no-color forbids them. */
export function paintFor(out: Out, { env }: Pick<Io, "env">, isAllowed: boolean): Paint {
  const isWanted = out.isTTY && isAllowed && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return isWanted ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}
