import type { Call } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, shownInstance } from "../cloud.fixture.ts";
import { everyInstance, listInstances } from "./list.ts";

const named = (name: string) => ({ ...shownInstance, name });

it("sends the documented query and reads the documented reply", async () => {
  const connection = cloud({ listInstances: { instance_num: 1, instances: [shownInstance] } });
  const { instanceNum, instances } = await listInstances(connection, { name: "cache-prod", nameEqual: true, limit: 5 });
  expect([instanceNum, instances[0]?.name]).toEqual([1, "cache-prod"]);
  expect(connection.calls).toMatchObject([
    {
      method: "GET",
      path: "/v2/{project_id}/instances",
      query: { name: "cache-prod", name_equal: true, limit: 5 },
      repeat: "safe",
    },
  ]);
});

it("asks for page after page until one is not full", async () => {
  const all = ["a", "b", "c", "d", "e"].map(named);
  const page = ({ query }: Call) => {
    const from = Number(query?.["offset"]);
    return { instance_num: all.length, instances: all.slice(from, from + Number(query?.["limit"])) };
  };
  const connection = cloud({ listInstances: page });
  const names: (string | undefined)[] = [];
  for await (const { name } of everyInstance(connection, { limit: 2 })) names.push(name);
  expect(names).toEqual(["a", "b", "c", "d", "e"]);
  expect(connection.calls.map(({ query }) => query?.["offset"])).toEqual([0, 2, 4]);
});

it("asks for no further page than its caller does", async () => {
  const connection = cloud({ listInstances: { instances: [named("a"), named("b")] } });
  for await (const _ of everyInstance(connection, { limit: 2 })) break;
  expect(connection.calls).toHaveLength(1);
});
