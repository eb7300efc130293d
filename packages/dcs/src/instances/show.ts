import { type Connection, look } from "@rekey/core";
import { classify } from "../classify.ts";
import { type Instance, instance } from "./instance.ts";

/**
 * Shows one instance.
 * https://support.huaweicloud.com/intl/en-us/api-dcs/ShowInstance.html
 */
export function showInstance(
  connection: Connection,
  { instanceId, signal }: { instanceId: string; signal?: AbortSignal },
): Promise<Instance> {
  const call = {
    service: "dcs",
    operation: "showInstance",
    method: "GET",
    path: "/v2/{project_id}/instances/{instance_id}",
    params: { instance_id: instanceId },
    classify: classify("dcs:instance:get"),
    signal,
  } as const;
  return look(connection, call, instance);
}
