import type { PasswordRules } from "../rules.ts";

/** Whether a password keeps the rules: written apart from `generate`, and in another manner, so that the two can judge each other. */
export function keeps(rules: PasswordRules, password: string): boolean {
  return judgements.every((judge) => judge(rules, password));
}

const judgements: readonly ((rules: PasswordRules, password: string) => boolean)[] = [
  ({ length }, password) => new RegExp(`^.{${length}}$`, "su").test(password),
  ({ classes }, password) => new RegExp(`^${anyOf(classes.join(""))}*$`, "u").test(password),
  ({ classes, leastClasses = classes.length }, password) =>
    classes.reduce(
      (missing, one) => (new RegExp(anyOf(one), "u").test(password) ? missing - 1 : missing),
      leastClasses,
    ) <= 0,
  ({ longestRun }, password) => longestRun === undefined || !new RegExp(`(.)\\1{${longestRun}}`, "su").test(password),
  ({ without = [] }, password) =>
    without.every(
      (name) => name === "" || ![name, backwards(name)].some((one) => new RegExp(escaped(one), "iu").test(password)),
    ),
  ({ leastDifference = 0, old }, password) => old === undefined || distance(password, old.reveal()) >= leastDifference,
];

function anyOf(characters: string): string {
  return `[${escaped(characters)}]`;
}

function escaped(text: string): string {
  return text.replaceAll(/./gsu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function backwards(text: string): string {
  return Array.from(text).reduceRight((reversed, character) => reversed + character, "");
}

function distance(password: string, old: string): number {
  let same = 0;
  const other = old[Symbol.iterator]();
  for (const character of password) if (character === other.next().value) same++;
  return Array.from(password).length - same;
}
