#!/usr/bin/env node
// Nothing is imported here before the version is known: the rest needs a newer Node to load at all.
import process from "node:process";

const FLOOR = [24, 11] as const;

const [major = 0, minor = 0] = process.version.slice(1).split(".").map(Number);
if (major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1])) {
  process.stderr.write(
    `Error: rotator needs Node ${FLOOR.join(".")} or newer; this is ${process.version}. Nothing was started.\n`,
  );
  process.exitCode = 4;
} else {
  void import("./quiet.ts")
    .then(({ hushSqlite }) => hushSqlite())
    .then(() => import("./start.ts"))
    .then(({ start }) => start());
}
