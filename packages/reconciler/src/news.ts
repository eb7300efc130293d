import type { Credential, Event, Problem } from "@rekey/core";

/** Whether an event says what the row did not say already: a sink that stays down is written down each time, and told once. */
export function isNews({ name, sink, reason, problem }: Event, { waiting, cursors }: Credential): boolean {
  if (name === "rotation.waiting" || name === "approval.asked")
    return !waiting || waiting.reason !== reason || !isSame(waiting.problem, problem);
  if (name === "delivery.failed") return !isSame(cursors[sink ?? ""]?.problem, problem);
  return true;
}

function isSame(one: Problem | undefined, other: Problem | undefined): boolean {
  return one?.code === other?.code && one?.message === other?.message && one?.serviceCode === other?.serviceCode;
}
