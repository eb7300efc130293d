import { problemOf } from "@rekey/core";
import type { Work } from "./work.ts";

/** Law 11: a request that cannot be met is answered, not kept. */
export function decline(work: Work, message: string, error?: unknown): Promise<void> {
  const problem = error === undefined ? undefined : problemOf(error);
  return work.close({ asked: undefined, waiting: undefined }, { name: "rotation.refused", message, problem });
}
