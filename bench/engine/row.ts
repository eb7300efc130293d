/** A Row is one figure, and what the house asks of it. */
export interface Row {
  readonly name: string;
  /** Absent where it could not be measured; `note` then says why. */
  readonly value?: number | undefined;
  readonly unit: string;
  readonly target?: Target | undefined;
  readonly note?: string | undefined;
}

/** A Target is the least or the most that a figure may be. */
type Target = { readonly least: number } | { readonly most: number };

/** Whether a figure is where it should be; nothing where nothing is asked of it, or it was not measured. */
export function isReached({ value, target }: Row): boolean | undefined {
  if (value === undefined || !target) return undefined;
  return "least" in target ? value >= target.least : value <= target.most;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that is not exceeded by that share of all. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const cells = [["MEASURE", "FIGURE", "TARGET", ""], ...rows.map(cellsOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return cells.map((row) => line(row).trimEnd()).join("\n");
}

function cellsOf(row: Row): string[] {
  const { name, value, unit, target, note } = row;
  const asked = target && ("least" in target ? `≥ ${shown(target.least, unit)}` : `≤ ${shown(target.most, unit)}`);
  const judged = { true: "reached", false: "missed", undefined: "" }[`${isReached(row)}`];
  const rest = [judged, note].filter(Boolean).join("; ");
  return [name, value === undefined ? "–" : shown(value, unit), asked ?? "", rest];
}

/** Three digits that count, and the unit. */
function shown(value: number, unit: string): string {
  const scaled = unit === "%" ? value * 100 : value;
  const digits = scaled >= 100 ? Math.round(scaled).toLocaleString("en") : Number(scaled.toPrecision(3)).toString();
  return `${digits}${unit === "%" || unit === "×" || unit === "" ? "" : " "}${unit}`;
}
