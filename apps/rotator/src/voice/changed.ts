import type { Attempt, ErrorCode, Problem } from "@rekey/core";

/** Whether the secret of a row can have changed: what is under way knows more than what stopped it last. */
export function changedOfRow(attempt: Attempt | undefined, problem: Problem | undefined): "no" | "unknown" | "kept" {
  if (attempt?.phase === "sent") return "unknown";
  if (attempt?.phase === "landed") return "kept";
  return problem ? changed(problem) : "no";
}

/** The same, with how that is known. */
export function changedRowText(attempt: Attempt | undefined, problem: Problem | undefined): string {
  if (attempt?.phase === "sent") return PROOFS.ERR_OUTCOME_UNKNOWN;
  if (attempt?.phase === "landed")
    return `yes, and kept: the service accepted v${attempt.version}, which is sealed in the store and not proved yet`;
  return problem ? changedText(problem) : "no: nothing is under way";
}

/** Whether the secret can have changed, in one word, as JSON says it. */
export function changed({ code }: Pick<Problem, "code">): "no" | "unknown" | "kept" {
  if (code === "ERR_DELIVERY") return "kept";
  return code === "ERR_OUTCOME_UNKNOWN" || code === "ERR_STUCK" ? "unknown" : "no";
}

/** The same, with how that is known. */
export function changedText({ code }: Pick<Problem, "code">): string {
  return PROOFS[code];
}

const PROOFS: Readonly<Record<ErrorCode, string>> = {
  ERR_DECLARATION: "no: nothing was sent",
  ERR_REFUSED: "no: this reply is known to mean that nothing happened",
  ERR_DRIFTED: "no: the service refused the current secret, so nothing was done with it",
  ERR_IDENTITY: "no: our own key or signature was refused before anything was looked at",
  ERR_UNAVAILABLE: "no: it was never sent, or was turned away",
  ERR_OUTCOME_UNKNOWN: "unknown: the request may have been carried out; both secrets are kept until it is known",
  ERR_DELIVERY: "yes, and kept: the new secret is in force and sealed in the store",
  ERR_CONFLICT: "not by us: somebody else holds the credential now",
  ERR_STUCK: "unknown: both secrets are kept until a person says which is in force",
};
