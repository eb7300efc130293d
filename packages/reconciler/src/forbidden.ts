import { after, type Waiting } from "@rekey/core";
import type { Known } from "./known.ts";

/** The operator may say otherwise at any time, and tells nobody here. */
const AGAIN_MS = 5 * 60_000;

/** What the operator's part does not let a declaration do waits until one of them changes. */
export function notAllowed({ forbidden }: Pick<Known, "forbidden">, now: Date): Waiting | undefined {
  return forbidden === undefined
    ? undefined
    : { reason: "declaration", until: after(now, AGAIN_MS), message: forbidden };
}
