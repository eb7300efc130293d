const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A duration in at most two units, as people read it: `30d`, `1d 4h`, `9m`. */
export function short(ms: number): string {
  const first = units.findIndex(([, size]) => ms >= size);
  if (first === -1) return "0s";
  let left = ms;
  const parts = units.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return parts.filter((part) => part !== "").join(" ");
}
