import type { Secret } from "./secret.ts";

/** PasswordRules are what a service asks of a new password: `generate` makes one that keeps them all. */
export interface PasswordRules {
  /** How many characters to make. */
  readonly length: number;
  /** Alphabets to choose from, disjoint, each character once: lower, upper, digits, specials. */
  readonly classes: readonly string[];
  /** From how many of them there is at least one character; all of them where absent. */
  readonly leastClasses?: number;
  /** How often one character may stand in a row. */
  readonly longestRun?: number;
  /** Names that it may not contain, forwards or backwards, in any case. An empty name forbids nothing, one of a single letter forbids that letter. */
  readonly without?: readonly string[];
  /** How many characters differ, at least, from the old one, position by position; those behind its end do. */
  readonly leastDifference?: number;
  /** What `leastDifference` compares with; the engine fills it in. */
  readonly old?: Secret | undefined;
}

export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const DIGITS = "0123456789";
