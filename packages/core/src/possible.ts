import { CredentialError } from "./errors.ts";
import type { PasswordRules } from "./rules.ts";

/** A Check is one rule that a drawn password keeps or breaks. */
interface Check {
  readonly rule: keyof PasswordRules;
  readonly holds: (drawn: readonly string[]) => boolean;
}

/** The alphabets that are left when forbidden characters are gone, and what a password drawn from them still has to keep. */
interface Possible {
  readonly alphabets: readonly (readonly string[])[];
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
  const alphabets = classes.map((alphabet) =>
    Array.from(alphabet).filter((character) => !names.includes(character.toLowerCase())),
  );
  refuseMistakes({ ...rules, leastClasses, longestRun, leastDifference });
  const left = alphabets.filter((alphabet) => alphabet.length > 0).length;
  refuse("without", left < Math.max(1, leastClasses), "it leaves too few classes of characters");
  refuse("longestRun", alphabets.flat().length === 1 && length > longestRun, "there is one character to choose from");
  const forbidden = names.flatMap((name) => [name, Array.from(name).toReversed().join("")]);
  const before = Array.from(old?.reveal() ?? "");
  return {
    alphabets,
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

function refuseMistakes(
  rules: PasswordRules & { leastClasses: number; longestRun: number; leastDifference: number },
): void {
  const { length, classes, leastClasses, longestRun, leastDifference } = rules;
  const alphabet = Array.from(classes.join(""));
  refuse("length", !isCount(length) || length < 1, "a password has at least one character");
  refuse("classes", classes.length === 0 || classes.includes(""), "an empty class has no character to choose");
  refuse("classes", new Set(alphabet).size < alphabet.length, "a character stands in them twice");
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

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function runOf(drawn: readonly string[]): number {
  let longest = 0;
  let run = 0;
  for (const [at, character] of drawn.entries()) {
    run = character === drawn[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
