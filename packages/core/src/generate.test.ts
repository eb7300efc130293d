import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasCode } from "./errors.ts";
import { generate } from "./generate.ts";
import { DIGITS, LOWER, type PasswordRules, UPPER } from "./rules.ts";
import { Secret } from "./secret.ts";
import { keeps } from "./testing/keeps.ts";
import { seededRandom } from "./testing/random.ts";

const character = fc.constantFrom("a", "b", "c", "X", "Y", "Z", "0", "1", "-", "_");
const name = fc.string({ maxLength: 6, unit: character });
const anyRules: fc.Arbitrary<PasswordRules> = fc.record(
  {
    length: fc.integer({ min: 1, max: 40 }),
    classes: fc.subarray([LOWER, UPPER, DIGITS, "-_=+", "!", "é😀"], { minLength: 1 }),
    leastClasses: fc.integer({ min: 0, max: 6 }),
    longestRun: fc.integer({ min: 1, max: 4 }),
    without: fc.array(name, { maxLength: 4 }),
    leastDifference: fc.integer({ min: 0, max: 40 }),
    old: fc.string({ maxLength: 40, unit: character }).map((old) => new Secret(old)),
  },
  { requiredKeys: ["length", "classes"] },
);

describe("generate", () => {
  it("makes passwords that keep every rule, by another's reading of the rules", () => {
    let made = 0;
    const keepsThem = fc.property(anyRules, fc.nat(), (rules, seed) => {
      const password = generated(rules, seed);
      made += password === undefined ? 0 : 1;
      return password === undefined || keeps(rules, password);
    });
    fc.assert(keepsThem, { seed: 7, numRuns: 1000 });
    expect(made).toBeGreaterThan(300);
  });

  it("makes other passwords from other randomness, and uses the machine's own where none is given", () => {
    const rules = { length: 24, classes: [LOWER, UPPER, DIGITS, "-_"] };
    expect(new Set(Array.from({ length: 50 }, () => generate(rules).reveal())).size).toBe(50);
  });

  it.each<[string, PasswordRules]>([
    ["every class", { length: 4, classes: ["ab", "01", "-"] }],
    ["two of three classes", { length: 3, classes: ["ab", "01", "-"], leastClasses: 2 }],
    ["no run of three", { length: 5, classes: ["ab", "C"], leastClasses: 0, longestRun: 2 }],
    ["no name", { length: 4, classes: ["abA", "1"], leastClasses: 1, without: ["ab", "", "1"] }],
    ["three differ", { length: 4, classes: ["abc"], leastDifference: 3, old: new Secret("abca") }],
    [
      "all at once",
      { length: 4, classes: ["abc", "12"], longestRun: 1, without: ["ab"], leastDifference: 2, old: new Secret("a1b") },
    ],
  ])("makes each of them as often as any other: %s", (_, rules) => {
    const valid = everyPassword(rules).filter((password) => keeps(rules, password));
    const rounds = 300 * valid.length;
    const counts = new Map(valid.map((password) => [password, 0]));
    const random = seededRandom(1);
    for (let round = 0; round < rounds; round++) {
      const password = generate(rules, random).reveal();
      counts.set(password, (counts.get(password) ?? 0) + 1);
    }
    expect(counts.size).toBe(valid.length);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 300) ** 2 / 300, 0);
    const freedom = valid.length - 1;
    // Four standard deviations above the mean of the chi-square distribution; the seed is fixed, so this never wavers.
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
  });

  it.each<[string, PasswordRules]>([
    ["length", { length: 0, classes: [LOWER] }],
    ["length", { length: 2.5, classes: [LOWER] }],
    ["length", { length: 2, classes: [LOWER, UPPER, DIGITS] }],
    ["classes", { length: 8, classes: [] }],
    ["classes", { length: 8, classes: [LOWER, ""] }],
    ["classes", { length: 8, classes: [LOWER, "a1"] }],
    ["classes", { length: 8, classes: ["aba"] }],
    ["leastClasses", { length: 8, classes: [LOWER], leastClasses: 2 }],
    ["longestRun", { length: 8, classes: [LOWER], longestRun: 0 }],
    ["longestRun", { length: 8, classes: ["a"], longestRun: 7 }],
    ["leastDifference", { length: 8, classes: [LOWER], leastDifference: 9 }],
    ["without", { length: 8, classes: [LOWER, "1"], without: ["1"] }],
    ["without", { length: 8, classes: ["a", "b"], leastClasses: 0, without: ["a", "B"] }],
    ["without", { length: 40, classes: ["ab"], without: ["ab"] }],
    ["longestRun", { length: 40, classes: ["ab"], longestRun: 1 }],
  ])("refuses rules that nothing keeps, naming %s: %j", (rule, rules) => {
    expect(() => generate(rules, seededRandom(1))).toThrow(
      expect.objectContaining({ code: "ERR_DECLARATION", message: expect.stringMatching(`the rule ${rule}\\b`) }),
    );
  });

  it("forbids nothing for an empty name, and a letter in any case for a name of one", () => {
    const rules = { length: 40, classes: ["abAB"], without: ["", "a"] };
    expect(generate(rules).reveal()).toMatch(/^[bB]{40}$/);
  });
});

function generated(rules: PasswordRules, seed: number): string | undefined {
  try {
    return generate(rules, seededRandom(seed)).reveal();
  } catch (error) {
    if (hasCode(error, "ERR_DECLARATION")) return undefined;
    throw error;
  }
}

function everyPassword({ length, classes }: PasswordRules): string[] {
  const alphabet = Array.from(classes.join(""));
  let all = [""];
  for (let at = 0; at < length; at++) all = all.flatMap((start) => alphabet.map((next) => start + next));
  return all;
}
