/** A Broken is one history that broke a law. */
export interface Broken {
  readonly seed: number;
  readonly kind: string;
  readonly why: string;
}

/** A Tally is what some histories came to. */
export interface Tally {
  readonly histories: number;
  readonly transitions: number;
  readonly faults: number;
  /** Those that did not have forty transitions, three faults and two holders at once. */
  readonly thin: number;
  /** The longest way to rest, once the faults had stopped. */
  readonly restMs: number;
  /** How they ended: stable, or stuck by kind. */
  readonly ends: Readonly<Record<string, number>>;
  readonly broken: readonly Broken[];
}

export const nothing: Tally = {
  histories: 0,
  transitions: 0,
  faults: 0,
  thin: 0,
  restMs: 0,
  ends: {},
  broken: [],
};

export function sum(one: Tally, other: Tally): Tally {
  const names = new Set([...Object.keys(one.ends), ...Object.keys(other.ends)]);
  return {
    histories: one.histories + other.histories,
    transitions: one.transitions + other.transitions,
    faults: one.faults + other.faults,
    thin: one.thin + other.thin,
    restMs: Math.max(one.restMs, other.restMs),
    ends: Object.fromEntries([...names].map((name) => [name, (one.ends[name] ?? 0) + (other.ends[name] ?? 0)])),
    broken: [...one.broken, ...other.broken],
  };
}
