import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import type { Config, Operator, Plugged } from "./config.ts";
import { readDeclarations, readMoved } from "./declarations.ts";
import { entries, Findings, inside, type Spot } from "./findings.ts";
import { readOperator } from "./operator.ts";
import { fileShape } from "./shape.ts";
import { parseSource, type Source } from "./source.ts";

/** Reads and checks all files. Throws a ConfigurationError with everything that is wrong. */
export function loadConfig(files: readonly string[], io: Pick<Io, "cwd" | "clock">, plugged: Plugged): Config {
  const findings = new Findings();
  const spots = open(files, io, findings);
  const operator = readOperator(spots, plugged.sinkKinds, findings);
  const known = {
    operator,
    kinds: plugged.kinds,
    findings,
    now: io.clock.now(),
    connections: namesIn("connections", spots),
    sinks: namesIn("sinks", spots),
  };
  const declarations = readDeclarations(spots, known);
  const moved = readMoved(spots, namesIn("declarations", spots), findings);
  findings.throwIfAny();
  return { files, operator, declarations, moved };
}

/** Reads the operator's part alone, as the daemon does: what is declared may be wrong today without stopping it. */
export function loadOperator(files: readonly string[], io: Pick<Io, "cwd">, plugged: Plugged): Operator {
  const findings = new Findings();
  const operator = readOperator(open(files, io, findings), plugged.sinkKinds, findings);
  findings.throwIfAny();
  return operator;
}

/** The files as YAML. One that is not YAML is told of before anything is looked for in it. */
function open(files: readonly string[], { cwd }: Pick<Io, "cwd">, findings: Findings): readonly Spot[] {
  const sources = files.map((file) => readSource(file, cwd));
  findings.faults.push(...sources.flatMap(({ faults }) => faults));
  findings.throwIfAny();
  const spots = sources.map((source) => ({ source, path: [], value: source.value ?? {} }));
  for (const spot of spots) findings.parse(spot, fileShape);
  return spots;
}

function readSource(file: string, cwd: string): Source {
  const path = resolve(cwd, file);
  try {
    return parseSource(file, dirname(path), readFileSync(path, "utf8"));
  } catch (error) {
    const youCan = "run rotator init to write one, or name yours with --config FILE";
    throw new Trouble(`the configuration ${file} cannot be read: ${reasonOf(error)}`, {
      changed: "no: nothing was begun",
      youCan,
      exit: EXIT.usage,
      cause: error,
    });
  }
}

function namesIn(section: string, spots: readonly Spot[]): readonly string[] {
  return spots.flatMap((spot) => entries(inside(spot, section)).map(([name]) => name));
}
