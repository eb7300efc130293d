import { randomUUID } from "node:crypto";
import type { Out } from "../io.ts";

/** What our own commands to a terminal begin with until they are printed: nobody can guess it, so no text that came from elsewhere holds one. */
const OURS = `<${randomUUID()}>`;

/** Whatever a terminal obeys but a line's end: control characters, and those that turn the direction of writing. */
const OBEYED = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A command of ours to a terminal, without its escape character: `2A`, `31m`. */
export function command(sequence: string): string {
  return `${OURS}[${sequence}`;
}

/**
 * An Out that prints text as it is, but for what a terminal would obey in it: that is shown as `\u001b`. Names, accounts and messages come from callers
 * and services, and none of them may move a cursor, hide a line or turn it round. JSON stays exact, since there the same is an escape.
 */
export function shown(out: Out): Out {
  return {
    get isTTY() {
      return out.isTTY;
    },
    get columns() {
      return out.columns;
    },
    write: (text) => out.write(visible(text).replaceAll(OURS, "\u001B")),
    exactly: (text) => out.exactly(text),
  };
}

/** A text with whatever a terminal would obey in it, but a line's end, spelled out. */
export function visible(text: string): string {
  return text.replaceAll(OBEYED, (one) => String.raw`\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text that cannot end the line in which it stands. */
export function inLine(text: string): string {
  return text.replaceAll("\n", String.raw`\n`);
}

/** Whether a terminal would obey anything in it. */
export function isObeyed(text: string): boolean {
  return visible(text) !== text;
}
