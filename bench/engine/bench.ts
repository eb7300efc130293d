/** A Bench is what a measure needs to know of the run that it is part of. */
export interface Bench {
  /** Removed at the end. */
  readonly folder: string;
  /** Whether it may take as long as it takes. */
  readonly isFull: boolean;
  /** Tells whoever waits what is going on. */
  say(line: string): void;
}
