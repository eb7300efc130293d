/** A Pause holds new rotations until then. It has to end: a credential that somebody forgot is worse than one that was never declared. */
export interface Pause {
  readonly until: Date;
}

/** How far ahead anything is looked for: what does not come in ten years counts as never. Longer than the eight years around 2100 without a 29 February. */
export const HORIZON_MS = 3_653 * 86_400_000;

/** The zone that is meant where none is named. */
export const UTC = "UTC";
