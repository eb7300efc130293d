import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isName } from "@rekey/core";
import type { Operator, Sinking } from "./config.ts";
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
    const hit = own.find((path) => mayLieAt(path, sink));
    const spot = files.map((file) => inside(inside(file, "sinks"), sink.name)).find(({ value }) => value !== undefined);
    if (hit !== undefined && spot)
      findings.add(spot, {
        message: `${sink.name} could write over ${hit}, which is Rekey's own`,
        remedy: "deliver into a folder where nothing else lies",
      });
  }
}

/** Whether some name leads a sink there: whatever stands for a name in a path is a part of its last part. */
function mayLieAt(path: string, { kind, options }: Pick<Sinking, "kind" | "options">): boolean {
  return namesIn(basename(path)).some((name) => kind.place?.(options, name) === path);
}

function namesIn(text: string): readonly string[] {
  const ends = Array.from({ length: text.length }, (_, index) => index + 1);
  const parts = ends.flatMap((end) => ends.slice(0, end).map((start) => text.slice(start - 1, end)));
  return ["x", ...parts.filter(isName)];
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
