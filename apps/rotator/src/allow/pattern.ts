/**
 * Reads a pattern. A star at the end, after a separator or alone, stands for all that follows; any other star for a part of one word, so that
 * `acme/*` is all of acme's, and `acme/shop-*` a word of that beginning with nothing below it.
 */
export function patternOf(pattern: string): (text: string) => boolean {
  const [rest, isOpen] = opened(pattern);
  const words = rest.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  const expression = new RegExp(`^${words.join("[^./:]*")}${isOpen ? "[^]+" : ""}$`);
  return (text) => expression.test(text);
}

/** Patterns as they may be written: no star beside a star, no white space. */
export function isPattern(text: string): boolean {
  return /^\S+$/.test(text) && !text.includes("**");
}

function opened(pattern: string): readonly [rest: string, isOpen: boolean] {
  return /(?:^|[./:])\*$/.test(pattern) ? [pattern.slice(0, -1), true] : [pattern, false];
}
