import { type Answer, refuse } from "../gateway/answer.ts";
import { invalid } from "./codes.ts";
import { shown } from "./show.ts";
import type { Instance } from "./state.ts";

const DOCUMENTED = [
  "instance_id",
  "include_failure",
  "include_delete",
  "name",
  "offset",
  "limit",
  "status",
  "name_equal",
  "tags",
  "ip",
  "capacity",
];

/** Answers ListInstances: 10 a page unless asked otherwise; a name is searched for inside names unless `name_equal` is true. */
export function list(instances: readonly Instance[], query: URLSearchParams): Answer {
  const unknown = [...query.keys()].find((name) => !DOCUMENTED.includes(name));
  if (unknown !== undefined) return refuse(invalid(unknown));
  const offset = whole(query.get("offset") ?? "0", 0, Number.MAX_SAFE_INTEGER);
  const limit = whole(query.get("limit") ?? "10", 1, 1000);
  if (offset === undefined) return refuse(invalid("offset"));
  if (limit === undefined) return refuse(invalid("limit"));
  const found = instances.filter((instance) => fits(instance, query));
  return {
    status: 200,
    body: { instances: found.slice(offset, offset + limit).map(shown), instance_num: found.length },
  };
}

function whole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}

function fits({ world, status }: Instance, query: URLSearchParams): boolean {
  const [id, name, state] = [query.get("instance_id"), query.get("name"), query.get("status")];
  const isExact = query.get("name_equal") === "true";
  return (
    (id === null || world.id === id) &&
    (name === null || (isExact ? world.name === name : world.name.includes(name))) &&
    (state === null || status === state) &&
    (status !== "CREATEFAILED" || query.get("include_failure") === "true")
  );
}
