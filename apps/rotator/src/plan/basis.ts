import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { EXIT } from "../exit.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import { counted } from "../voice/table.ts";
import type { Computed } from "./compute.ts";

const basis = z.record(
  z.string(),
  z.object({
    action: z.string(),
    declaration: z.string(),
    version: z.number().nullable(),
    attempt: z.string().nullable(),
  }),
);

/** A Basis is what a plan presumes of each credential. */
type Basis = z.output<typeof basis>;

const planFile = z.object({ formatVersion: z.literal("1"), basis });

/** What the world looked like when a plan was made; holds no secret. */
function basisOf({ matches, gone, changes }: Computed): Basis {
  const action = new Map(changes.map((change) => [change.name, change.action]));
  const rows = [...matches, ...gone.map((stored) => ({ stored, declaration: stored.declaration }))];
  return Object.fromEntries(
    rows.map(({ stored, declaration }) => {
      const { current, attempt } = stored?.credential ?? {};
      const open = attempt ? `v${attempt.version} ${attempt.phase}` : null;
      const hash = createHash("sha256").update(JSON.stringify(declaration)).digest("hex");
      return [
        declaration.name,
        {
          action: action.get(declaration.name) ?? "none",
          declaration: hash,
          version: current?.number ?? null,
          attempt: open,
        },
      ];
    }),
  );
}

/** Writes a plan down for a later apply. */
export function writePlan(path: string, computed: Computed, madeAt: Date): void {
  const { changes, unchanged } = computed;
  const text = JSON.stringify(
    { formatVersion: "1", madeAt, changes, unchanged, basis: basisOf(computed) },
    undefined,
    2,
  );
  try {
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
  } catch (error) {
    throw new Trouble(`the plan cannot be written to ${path}: ${reasonOf(error)}`, {
      changed: "no: planning changes nothing",
      youCan: "name another file with --out",
      cause: error,
    });
  }
}

/** Refuses a plan that the world has moved on from, naming what moved. */
export function checkPlan(path: string, computed: Computed): void {
  const moved = differences(readPlan(path), basisOf(computed));
  if (moved.length === 0) return;
  throw new Trouble(`the plan in ${path} is stale: ${moved.join("; ")}`, {
    changed: "no: nothing was begun",
    next: `${counted(moved.length, "credential")} moved since it was made`,
    youCan: `make a new one with rotator plan --out ${path}`,
  });
}

function readPlan(path: string): Basis {
  try {
    return planFile.parse(JSON.parse(readFileSync(path, "utf8"))).basis;
  } catch (error) {
    const why =
      error instanceof z.ZodError || error instanceof SyntaxError ? "it is no plan of this version" : reasonOf(error);
    throw new Trouble(`the plan ${path} cannot be read: ${why}`, {
      changed: "no: nothing was begun",
      youCan: "name a file that rotator plan --out wrote",
      exit: EXIT.usage,
      cause: error,
    });
  }
}

function differences(then: Basis, now: Basis): readonly string[] {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].toSorted();
  return names.flatMap((name) => {
    const said = difference(then[name], now[name]);
    return said === undefined ? [] : [`${name} ${said}`];
  });
}

function difference(then: Basis[string] | undefined, now: Basis[string] | undefined): string | undefined {
  if (!then) return "is declared now";
  if (!now) return "is declared no more";
  if (then.declaration !== now.declaration) return "is declared otherwise now";
  if (then.version !== now.version) return `was at ${versionText(then.version)} and is at ${versionText(now.version)}`;
  if (then.attempt !== now.attempt)
    return `had ${then.attempt ?? "nothing"} under way and has ${now.attempt ?? "nothing"}`;
  return then.action === now.action ? undefined : `wanted ${then.action} and wants ${now.action}`;
}

function versionText(version: number | null): string {
  return version === null ? "no version" : `v${version}`;
}
