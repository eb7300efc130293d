/** Numbers that look random and are the same for one seed: `random(max)` is at least 0 and below `max`, as `crypto.randomInt(max)` is. */
export function seededRandom(seed: number): (max: number) => number {
  let state = seed >>> 0;
  // Mulberry32: short, and even enough for tests; nothing that is meant to be secret comes from here.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return (max) => Math.floor((next() / 2 ** 32) * max);
}
