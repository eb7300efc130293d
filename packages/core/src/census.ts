import type { Reason } from "./errors.ts";
import type { Credential, State } from "./credential.ts";

/** A Census is how all credentials stand, counted where they lie: for whoever watches, and without a secret. */
export interface Census {
  readonly standing: readonly Standing[];
  /** When the secret was owed that is longest overdue; absent where none is. */
  readonly overdueSince?: Date | undefined;
  /** Since when nobody knows which secret is in force, where it is longest. */
  readonly unknownSince?: Date | undefined;
  /** Of each sink that is behind: since when the version is in force that it has waited for longest. */
  readonly owedSince: readonly { readonly sink: string; readonly since: Date }[];
  /** Of each kind a connection is used for: the most tries that are paid for on one identity. */
  readonly paid: readonly { readonly connection: string; readonly kind: string; readonly most: number }[];
}

/** A Standing is how many are in one state for one reason; one by name where names were asked for. */
export interface Standing {
  readonly state: State;
  readonly reason: Why;
  readonly count: number;
  readonly credential?: string | undefined;
}

/** Why a credential waits or is stuck, in one word; empty where neither. */
export type Why = Reason | "drifted" | "stuck" | "";

/** Why a credential is in that state. */
export function whyOf({ stuck, waiting }: Credential, state: State): Why {
  if (state === "stuck") return stuck?.problem?.code === "ERR_DRIFTED" ? "drifted" : "stuck";
  return (state === "waiting" || state === "unknown" ? waiting?.reason : undefined) ?? "";
}

/** Since when nobody knows what is in force. */
export function unknownSince({ doubt, attempt }: Credential): Date | undefined {
  return doubt?.since ?? (attempt?.phase === "sent" ? attempt.openedAt : undefined);
}
