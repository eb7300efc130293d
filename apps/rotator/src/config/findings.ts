import { z } from "zod";
import { at, explain, type Said } from "./explain.ts";
import { ConfigurationError, type Fault } from "./fault.ts";
import { isSecret, type Path, type Source } from "./source.ts";

/** A Spot is a value and where it stands. */
export interface Spot {
  readonly source: Source;
  readonly path: Path;
  readonly value: unknown;
}

/** The spot of one key of a map. */
export function inside({ source, path, value }: Spot, key: string): Spot {
  return { source, path: [...path, key], value: at(value, [key]) };
}

/** The entries of a map, each at its spot; none where it is no map. */
export function entries(spot: Spot): readonly (readonly [name: string, spot: Spot])[] {
  const { value } = spot;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.keys(value).map((name) => [name, inside(spot, name)] as const);
}

/** Findings gather everything that is wrong before anybody is told. */
export class Findings {
  readonly faults: Fault[] = [];

  add({ source, path }: Pick<Spot, "source" | "path">, said: Omit<Said, "path">): void {
    this.faults.push(source.fault(path, said));
  }

  /** Answers with the parsed value, or notes what is wrong with it. */
  parse<T>(spot: Spot, shape: z.ZodType<T>): T | undefined {
    const parsed = shape.safeParse(spot.value);
    if (parsed.success) return parsed.data;
    const known = (path: Path) => keysOf(shape, path);
    for (const issue of parsed.error.issues)
      for (const { path, plain = "this is not of the form it must have", ...said } of explain(
        issue,
        spot.value,
        known,
      )) {
        const whole = [...spot.path, ...path];
        const isHidden = isSecret(whole) && said.at !== "key";
        this.add({ source: spot.source, path: whole }, isHidden ? { ...said, message: plain } : said);
      }
    return undefined;
  }

  throwIfAny(): void {
    if (this.faults.length > 0) throw new ConfigurationError(inOrder(this.faults));
  }
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

/** The keys that a shape knows at a path, for *did you mean*. */
function keysOf(shape: z.ZodType, path: Path): readonly string[] {
  const inner = path.reduce<unknown>((now, key) => stepInto(bare(now), key), shape);
  return formsOf(inner).flatMap((found) => (found instanceof z.ZodObject ? Object.keys(found.shape) : []));
}

/** The forms that a shape may have: one, unless it is a union. */
function formsOf(shape: unknown): readonly unknown[] {
  const form = bare(shape);
  return form instanceof z.ZodUnion ? form.options.flatMap(formsOf) : [form];
}

function stepInto(shape: unknown, key: PropertyKey): unknown {
  if (shape instanceof z.ZodObject) return shape.shape[String(key)];
  if (shape instanceof z.ZodRecord) return shape.valueType;
  return shape instanceof z.ZodArray ? shape.element : undefined;
}

function bare(shape: unknown): unknown {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) return bare(shape.unwrap());
  return shape instanceof z.ZodPipe ? bare(shape.in) : shape;
}
