import { type Connection, look, whole } from "@rekey/core";
import { z } from "zod";
import { classify } from "../classify.ts";
import { type Instance, instance } from "./instance.ts";

const LARGEST_PAGE = 1000;

const shape = z
  .object({ instance_num: whole, instances: z.array(instance) })
  .transform((it) => ({ instanceNum: it.instance_num, instances: it.instances }));

/** An InstanceQuery asks for instances; each field narrows. */
export interface InstanceQuery {
  readonly instanceId?: string;
  readonly name?: string;
  /** Whether `name` is the whole name; part of it where absent. */
  readonly nameEqual?: boolean;
  readonly status?: string;
  readonly ip?: string;
  /** From 0. */
  readonly offset?: number;
  /** 1 to 1000; 10 where absent. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/**
 * Lists instances, one page of them.
 * https://support.huaweicloud.com/intl/en-us/api-dcs/ListInstances.html
 */
export function listInstances(
  connection: Connection,
  { instanceId, name, nameEqual, status, ip, offset, limit, signal }: InstanceQuery = {},
): Promise<{ instanceNum: number | undefined; instances: Instance[] }> {
  const call = {
    service: "dcs",
    operation: "listInstances",
    method: "GET",
    path: "/v2/{project_id}/instances",
    query: { instance_id: instanceId, name, name_equal: nameEqual, status, ip, offset, limit },
    classify: classify("dcs:instance:list"),
    signal,
  } as const;
  return look(connection, call, shape);
}

/** Goes through the instances of all pages, as the caller asks for them. */
export async function* everyInstance(
  connection: Connection,
  { offset = 0, limit = LARGEST_PAGE, ...query }: InstanceQuery = {},
): AsyncGenerator<Instance, void> {
  for (let at = offset; ; at += limit) {
    const { instances } = await listInstances(connection, { ...query, offset: at, limit });
    yield* instances;
    if (instances.length < limit) return;
  }
}
