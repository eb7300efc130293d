import { inspect } from "node:util";
import type { Io, Out } from "../io.ts";
import { command } from "./shown.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan" | "magenta";

/** Paints a text, or leaves it as it is: colour repeats what symbols and words already say. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Colours on a terminal, unless NO_COLOR or --no-color forbids them. */
export function paintFor(out: Out, { env }: Pick<Io, "env">, isAllowed: boolean): Paint {
  const isWanted = out.isTTY && isAllowed && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return isWanted ? painted : plain;
}

function painted(style: Style, text: string): string {
  const [begin, end] = inspect.colors[style] ?? [0, 0];
  return `${command(`${begin}m`)}${text}${command(`${end}m`)}`;
}
