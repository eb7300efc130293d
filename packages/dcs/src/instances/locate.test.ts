import { expect, it } from "vitest";
import { cloud, INSTANCE_ID, shownInstance } from "../cloud.fixture.ts";
import { locateInstance } from "./locate.ts";

const OTHER_ID = "9b2f7c11-0000-4000-8000-000000000001";
const listed = (...instances: object[]) => cloud({ listInstances: { instance_num: instances.length, instances } });

it("takes an id as it is, in lower case, and asks nobody", async () => {
  const connection = cloud({});
  await expect(locateInstance(connection, INSTANCE_ID.toUpperCase())).resolves.toBe(INSTANCE_ID);
  expect(connection.calls).toEqual([]);
});

it("finds the one instance of a name, past those whose names hold it", async () => {
  const connection = listed({ ...shownInstance, instance_id: OTHER_ID, name: "cache-prod-2" }, shownInstance);
  await expect(locateInstance(connection, "cache-prod")).resolves.toBe(INSTANCE_ID);
});

it("refuses a name that two instances have, naming their ids", async () => {
  const connection = listed(shownInstance, { ...shownInstance, instance_id: OTHER_ID });
  await expect(locateInstance(connection, "cache-prod")).rejects.toMatchObject({
    code: "ERR_DECLARATION",
    message: `2 instances are named cache-prod: ${INSTANCE_ID}, ${OTHER_ID}`,
  });
});

it("refuses a name that no instance has, naming those there are", async () => {
  await expect(locateInstance(listed(shownInstance), "cache-test")).rejects.toMatchObject({
    code: "ERR_DECLARATION",
    message: "no instance is named cache-test; there is cache-prod",
  });
  await expect(locateInstance(listed(), "cache-test")).rejects.toMatchObject({
    message: "no instance is named cache-test; there is none at all",
  });
});
