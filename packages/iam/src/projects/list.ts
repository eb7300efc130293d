import { type Connection, flag, look, text } from "@rekey/core";
import { z } from "zod";
import { classify } from "../codes/classify.ts";

/** A Project is one of a region's; the one that bears the region's own name is its default. */
export type Project = z.infer<typeof project>;

const project = z
  .object({ id: z.string(), name: z.string(), domain_id: text, parent_id: text, enabled: flag, description: text })
  .transform(({ domain_id, parent_id, ...it }) => ({ ...it, domainId: domain_id, parentId: parent_id }));

const shape = z.object({ projects: z.array(project) });

/**
 * Lists projects, those of one name where it is given.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_06_0001.html
 */
export function keystoneListProjects(
  connection: Connection,
  { name, domainId, signal }: { name?: string; domainId?: string; signal?: AbortSignal } = {},
): Promise<{ projects: Project[] }> {
  const call = {
    service: "iam",
    operation: "keystoneListProjects",
    method: "GET",
    path: "/v3/projects",
    query: { name, domain_id: domainId },
    classify: classify("iam:projects:listProjects"),
    signal,
  } as const;
  return look(connection, call, shape);
}
