import { CredentialError } from "./errors.ts";
import type { PasswordRules } from "./rules.ts";

/** A Check is one rule that a drawn password keeps or breaks. */
interface Check {
  readonly rule: keyof PasswordRules;
  readonly holds: (drawn: readonly string[]) => boolean;
}

/** The characters that are left when forbidden ones are gone, and what a password drawn from them still has to keep. */
interface Possible {
  readonly alphabet: readonly string[];
  readonly checks: readonly Check[];
}

/** Reads rules. Throws ERR_DECLARATION where it can be seen that no password keeps them. */
export function possible(rules: PasswordRules): Possible {
  const {
    length,
    classes,
    leastClasses = classes.length,
    longestRun = length,
    leastDifference = 0,
    without = [],
    old,
  } = rules;
  const names = without.map((name) => name.toLowerCase()).filter((name) => name !== "");
  refuseMistakes({ ...rules, leastClasses, longestRun, leastDifference });
  const alphabets = classes.map((one) => lettersOf(one, names));
  const alphabet = alphabets.flat();
  const left = alphabets.filter((one) => one.length > 0).length;
  refuse("without", left < Math.max(1, leastClasses), "it leaves too few classes of characters");
  refuse("longestRun", alphabet.length === 1 && length > longestRun, "there is one character to choose from");
  const forbidden = names.flatMap((name) => [name, Array.from(name).toReversed().join("")]);
  const before = Array.from(old?.reveal() ?? "");
  return {
    alphabet,
    checks: [
      {
        rule: "leastClasses",
        holds: (drawn) => alphabets.filter((a) => a.some((c) => drawn.includes(c))).length >= leastClasses,
      },
      { rule: "longestRun", holds: (drawn) => runOf(drawn) <= longestRun },
      { rule: "without", holds: (drawn) => !forbidden.some((name) => drawn.join("").toLowerCase().includes(name)) },
      {
        rule: "leastDifference",
        holds: (drawn) => !old || drawn.filter((c, at) => c !== before[at]).length >= leastDifference,
      },
    ],
  };
}

function lettersOf(alphabet: string, forbidden: readonly string[]): readonly string[] {
  const letters = Array.from(alphabet);
  return forbidden.length === 0 ? letters : letters.filter((letter) => !forbidden.includes(letter.toLowerCase()));
}

function refuseMistakes(
  rules: PasswordRules & { leastClasses: number; longestRun: number; leastDifference: number },
): void {
  const { length, classes, leastClasses, longestRun, leastDifference } = rules;
  refuse("length", !isCount(length) || length < 1, "a password has at least one character");
  refuse("classes", classes.length === 0 || classes.includes(""), "an empty class has no character to choose");
  refuse("classes", hasTwice(classes.join("")), "a character stands in them twice");
  refuse(
    "leastClasses",
    !isCount(leastClasses) || leastClasses > classes.length,
    `there are ${classes.length} classes`,
  );
  refuse("length", length < leastClasses, `${leastClasses} classes need as many characters`);
  refuse("longestRun", !isCount(longestRun) || longestRun < 1, "every character is a run of one");
  refuse("leastDifference", !isCount(leastDifference) || leastDifference > length, `there are ${length} characters`);
}

function refuse(rule: keyof PasswordRules, isImpossible: boolean, why: string): void {
  if (isImpossible) throw new CredentialError("ERR_DECLARATION", `no password can keep the rule ${rule}: ${why}`);
}

function hasTwice(text: string): boolean {
  let at = 0;
  for (const character of text) {
    if (text.indexOf(character) < at) return true;
    at += character.length;
  }
  return false;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function runOf(drawn: readonly string[]): number {
  let longest = 0;
  for (let at = 0, run = 0; at < drawn.length; at++) {
    run = drawn[at] === drawn[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
