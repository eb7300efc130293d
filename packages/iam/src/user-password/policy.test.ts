import { generate } from "@rekey/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { demandKept, strictest } from "./policy.ts";

const policy = {
  minimumPasswordLength: 8,
  maximumPasswordLength: 32,
  passwordCharCombination: 2,
  maximumConsecutiveIdenticalChars: 0,
  minimumPasswordAge: 0,
  numberOfRecentPasswordsDisallowed: 1,
  passwordValidityPeriod: 0,
  passwordNotUsernameOrInvert: true,
  passwordRequirements: undefined,
};

it("makes passwords that every documented policy takes", () => {
  const documented = fc.record({
    least: fc.integer({ min: 6, max: 32 }),
    classes: fc.integer({ min: 2, max: 4 }),
    run: fc.integer({ min: 1, max: 32 }),
  });
  const property = fc.property(documented, ({ least, classes, run }) => {
    const password = generate(strictest).reveal();
    const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((each) => each.test(password)).length;
    const longest = Math.max(...(password.match(/(.)\1*/gs) ?? []).map(({ length }) => length));
    return password.length >= least && password.length <= 32 && kinds >= classes && longest <= run;
  });
  fc.assert(property);
});

it("lets every documented policy pass", () => {
  for (const passwordCharCombination of [2, 3, 4, undefined])
    for (const minimumPasswordLength of [6, 32, undefined])
      expect(() => demandKept({ ...policy, passwordCharCombination, minimumPasswordLength })).not.toThrow();
});

it.for([
  [{ minimumPasswordLength: 40 }, "40 characters at least"],
  [{ maximumPasswordLength: 24 }, "24 characters at most"],
  [{ passwordCharCombination: 5 }, "5 classes"],
] as const)("refuses %o", ([change, words]) => {
  const refused = expect.objectContaining({ code: "ERR_DECLARATION", message: expect.stringContaining(words) });
  expect(() => demandKept({ ...policy, ...change })).toThrow(refused);
});
