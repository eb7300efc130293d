import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Operator } from "./config.ts";
import { type Findings, inside, type Spot } from "./findings.ts";
import { pathOf } from "./reference.ts";

/** What SQLite, the daemon's lock and the mark put beside their files. */
const BESIDE = ["", "-wal", "-shm", "-journal", ".lock", ".lock.pid"];

/** No name of a credential may lead a sink to what Rekey itself stands on: a password in the place of a seal key is every password lost. */
export function checkGuarded(
  { sqlite, mark, sinks }: Pick<Operator, "sqlite" | "mark" | "sinks">,
  files: readonly Spot[],
  findings: Findings,
): void {
  const own = [...BESIDE.map((end) => sqlite + end), mark, `${mark}.new`, ...files.flatMap(filesOf)].map(real);
  for (const sink of sinks.values()) {
    if ("connection" in sink) continue;
    const hit = own.find((path) => sink.kind.writes?.(sink.options, path));
    const spot = files.map((file) => inside(inside(file, "sinks"), sink.name)).find(({ value }) => value !== undefined);
    if (hit !== undefined && spot)
      findings.add(spot, {
        message: `${sink.name} could write over ${hit}, which is Rekey's own`,
        remedy: "deliver into a folder where nothing else lies",
      });
  }
}

/** A configuration file, and every file that it refers to. */
function filesOf({ source, value }: Spot): readonly string[] {
  return [join(source.folder, basename(source.file)), ...referred(value).map((path) => pathOf(path, source.folder))];
}

function referred(value: unknown): readonly string[] {
  if (typeof value === "string") return value.startsWith("file:") ? [value.slice("file:".length)] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(referred) : [];
}

/** Sinks follow no link, so their folders are written as they are. */
function real(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return resolve(path);
  }
}
