import { existsSync, readFileSync } from "node:fs";

/** A Count says how many tests or gates passed and how many failed. */
export interface Count {
  passed: number;
  failed: number;
}

const LINE = /^(\d+) passed, (\d+) failed$/gm;

/** The closing line of every run, alone on its line. */
export const lineOf = ({ passed, failed }: Count): string => `${passed} passed, ${failed} failed`;

/** countIn reads the last closing line of a text; a text without one is one failure. */
export function countIn(text: string): Count {
  const last = [...text.matchAll(LINE)].at(-1);
  return last === undefined ? { passed: 0, failed: 1 } : { passed: Number(last[1]), failed: Number(last[2]) };
}

/** countOf reads the count that a vitest run left in a file; a run that left none is one failure. */
export const countOf = (file: string): Count =>
  existsSync(file) ? countIn(readFileSync(file, "utf8")) : { passed: 0, failed: 1 };

/** sum adds counts up. */
export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});
