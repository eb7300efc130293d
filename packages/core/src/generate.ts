import { randomInt } from "node:crypto";
import { CredentialError } from "./errors.ts";
import { possible } from "./possible.ts";
import type { PasswordRules } from "./rules.ts";
import { Secret } from "./secret.ts";

/** Rules that hold for one password in a hundred are met in a blink; those that hold for one in a million are a mistake. */
const MOST_TRIES = 10_000;

/**
 * Makes a password: any of those that keep the rules, each as likely as every other. `random(max)` answers with an integer from 0 to below `max`.
 * Throws ERR_DECLARATION, naming the rule, where none keeps them or too few do to find one.
 */
export function generate(rules: PasswordRules, random: (max: number) => number = randomInt): Secret {
  const { alphabet, checks } = possible(rules);
  const refusals = new Map<string, number>();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // Whole passwords are drawn and dropped: mending one would make some more likely than others.
    const drawn = Array.from({ length: rules.length }, () => alphabet[random(alphabet.length)] ?? "");
    const broken = checks.find(({ holds }) => !holds(drawn));
    if (!broken) return new Secret(drawn.join(""));
    refusals.set(broken.rule, (refusals.get(broken.rule) ?? 0) + 1);
  }
  const [worst = ""] = [...refusals].toSorted(([, a], [, b]) => b - a).map(([rule]) => rule);
  throw new CredentialError(
    "ERR_DECLARATION",
    `no password was found that keeps all rules: most that were drawn break the rule ${worst}`,
    {
      remedy: "loosen that rule, or make passwords longer",
    },
  );
}
