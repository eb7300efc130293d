import { type CredentialError, hasCode, problemOf } from "@rekey/core";
import { Trouble } from "../trouble.ts";
import { callText } from "../voice/error.ts";

/** A Finding is one thing that was looked at. */
export interface Finding {
  readonly outcome: "ok" | "note" | "bad";
  readonly subject: string;
  readonly text: string;
  readonly remedy?: string | undefined;
}

/** Looks at one thing; whatever fails is a finding too. */
export async function look(subject: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { outcome: "ok", subject, text: await work() };
  } catch (error) {
    return bad(subject, error);
  }
}

/** A failure as a finding. */
function bad(subject: string, error: unknown): Finding {
  if (error instanceof Trouble) return { outcome: "bad", subject, text: error.message, remedy: error.telling.youCan };
  const problem = problemOf(error);
  const call = isOurs(error) ? callText(problem) : undefined;
  return {
    outcome: "bad",
    subject,
    text: call === undefined ? problem.message : `${problem.message} (${call})`,
    remedy: problem.remedy,
  };
}

function isOurs(error: unknown): error is CredentialError {
  return hasCode(error, problemOf(error).code);
}
