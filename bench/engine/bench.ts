import type { Row } from "./row.ts";

/** A Bench is what a measure needs to know of the run that it is part of. */
export interface Bench {
  /** Removed at the end. */
  readonly folder: string;
  /** Whether it may take as long as it takes. */
  readonly isFull: boolean;
  /** Tells whoever waits what is going on. */
  say(line: string): void;
}

/** Measures by their names, in the order in which they are taken. */
export type Measures = Readonly<Record<string, (bench: Bench) => Promise<readonly Row[]>>>;
