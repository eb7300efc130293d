import { expect, it } from "vitest";
import { z } from "zod";
import { explain } from "./explain.ts";

const shape = z.strictObject({
  project: z.string().optional(),
  instance: z.string({ error: "write the instance's id or its name" }).optional(),
  deliver: z.array(z.string()).optional(),
  rotate: z.strictObject({}).optional(),
  connections: z.record(z.string(), z.unknown()).optional(),
});

function told(value: object): readonly string[] {
  const { error } = shape.safeParse(value);
  const said = error?.issues.flatMap((issue) => explain(issue, value, () => [])) ?? [];
  return said.map(({ path, message, remedy }) => `${path.join(".")}: ${message} → ${remedy}`);
}

const braces = "write its keys in lines of their own below it, or in braces: { key: value }";

it.for([
  [{ project: 1e31 }, "project: 1e+31 is not a text → put it in quotes"],
  [{ project: true }, "project: true is not a text → put it in quotes"],
  [{ project: null }, "project: nothing is not a text → undefined"],
  [{ instance: 5e10 }, "instance: 50000000000 is not a text → write the instance's id or its name"],
  [{ deliver: "app-env" }, 'deliver: "app-env" is not a list → put it in brackets: [one, two]'],
  [{ rotate: "30d" }, `rotate: "30d" is not a map → ${braces}`],
  [{ connections: "prod" }, `connections: "prod" is not a map → ${braces}`],
] as const)("says of %j how it would be what was meant", ([value, said]) => {
  expect(told(value)).toEqual([said]);
});
