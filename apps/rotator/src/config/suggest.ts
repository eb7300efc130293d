/** The known name that was probably meant, if one is near. */
function nearest(written: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, distance: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance: far }) => far <= Math.max(1, Math.floor(Math.min(name.length, written.length) / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return best?.name;
}

/** What to write instead of a name that nobody knows. */
export function instead(written: string, known: readonly string[]): string {
  const near = nearest(written, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? "there is none yet: declare one" : `write one of ${known.join(", ")}`;
}

/** How many insertions, deletions, replacements and swaps of neighbours lie between two words. */
function distance(from: string, to: string): number {
  let before: readonly number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= to.length; at += 1) {
      const isSame = from[row - 1] === to[at - 1];
      const isSwapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
      const steps = [(above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + (isSame ? 0 : 1)];
      line.push(Math.min(...steps, ...(isSwapped ? [(before[at - 2] ?? 0) + 1] : [])));
    }
    before = above;
    above = line;
  }
  return above[to.length] ?? 0;
}
