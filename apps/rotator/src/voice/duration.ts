const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A duration to the precision that a person needs: `41d`, `1d 4h`, `9m`, `12s`. */
export function rough(ms: number): string {
  const [first, second] = parts(rounded(ms));
  if (!first) return "0s";
  const isFine = (first.unit === "d" || first.unit === "h") && first.count < 10;
  return isFine && second ? `${text(first)} ${text(second)}` : text(first);
}

/** To the last unit that is shown. */
function rounded(ms: number): number {
  const [day, hour, minute, second] = [86_400_000, 3_600_000, 60_000, 1_000];
  const unit = ms >= 10 * day - hour ? day : ms >= day - minute ? hour : ms >= minute ? minute : second;
  return Math.round(ms / unit) * unit;
}

/** A duration as it was declared, whole: `1d 12h`. */
export function exact(ms: number): string {
  return parts(ms).map(text).join(" ") || "0s";
}

/** How long something took: `0.4s`, `12.0s`, `2m 5s`. */
export function took(ms: number): string {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)}s` : parts(ms).slice(0, 2).map(text).join(" ");
}

interface Part {
  readonly unit: string;
  readonly count: number;
}

const text = ({ count, unit }: Part): string => `${count}${unit}`;

/** From the largest unit that there is; a unit of which there is none is left out. */
function parts(ms: number): readonly Part[] {
  let rest = Math.max(0, ms);
  const all = UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  const start = all.findIndex(({ count }) => count > 0);
  return start === -1 ? [] : all.slice(start).filter(({ count }) => count > 0);
}
