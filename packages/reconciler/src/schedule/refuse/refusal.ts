import { hasCode } from "@rekey/core";

/** A Refusal is one thing that is wrong with a schedule, and what to write instead. */
export interface Refusal {
  /** The field as its type names it, without `Ms`: `every`, `windows.0.cron`, `blackouts.1.to`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** The refusal of whatever reads a field, where it throws ERR_DECLARATION. */
export function refusalOf(path: string, read: () => unknown): readonly Refusal[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    return [{ path, message: error.message, remedy: error.details.remedy ?? "" }];
  }
}
