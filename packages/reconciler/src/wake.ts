import { after, type Credential, type CredentialKind, type Declared, earliest, hasCode } from "@rekey/core";
import { beatAt } from "./heartbeat.ts";
import { nextLook } from "./look.ts";
import type { Tools } from "./tools.ts";
import { CLOCK_MS } from "./watch.ts";

interface Watched {
  readonly declared: Declared;
  readonly tools: Pick<Tools, "clock" | "kind" | "watch">;
}

/** When to look next at a row that is written now: at what it waits for, or at its next heartbeat. */
export function wakeOf(row: Credential, { declared, tools }: Watched): Date {
  const now = tools.clock.now();
  const at = nextLook(row, declared.declaration, now);
  const kind = declaredKind(declared, tools);
  const beat = kind && beatAt(row, { declared, kind }, now);
  // A clock that is held is looked at again before anything is asked by it.
  const soonest = tools.watch?.isHeld() ? after(now, CLOCK_MS) : beat;
  return earliest(at, beat && soonest && beat < soonest ? soonest : beat) ?? at;
}

/** A row of a kind that is gone is written all the same. */
function declaredKind({ declaration }: Declared, { kind }: Pick<Tools, "kind">): CredentialKind | undefined {
  try {
    return kind(declaration.kind);
  } catch (error) {
    if (!hasCode(error, "ERR_DECLARATION")) throw error;
    return undefined;
  }
}
