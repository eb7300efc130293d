import type { Event } from "@rekey/core";
import type { Out } from "../io.ts";
import { took } from "../voice/duration.ts";
import { eventText } from "../voice/event.ts";
import { inLine } from "../voice/shown.ts";

/** A Screen shows work as it goes on. */
export interface Screen {
  show(event: Event): void;
  close(): void;
}

/** Events that no person waits for. */
const QUIET: ReadonlySet<Event["name"]> = new Set([
  "claim.taken",
  "budget.spent",
  "rotation.due",
  "declaration.accepted",
]);
/** Steps whose time is worth saying. */
const TIMED: ReadonlySet<Event["name"]> = new Set([
  "rotation.issued",
  "rotation.kept",
  "rotation.settled",
  "rotation.promoted",
  "delivery.done",
]);

/** Puts events into lines: `cache-app: v7 accepted (1.9s)`; the time is since its rotation was opened. */
export class Narration {
  readonly #openedAt = new Map<string, number>();
  readonly #last = new Map<string, string>();

  /** The line of an event; undefined where it says nothing new. */
  line(event: Event): string | undefined {
    const { credential, name, at } = event;
    if (name === "store.outdated") return inLine(eventText(event));
    if (credential === undefined || QUIET.has(name)) return undefined;
    if (name === "rotation.opened") this.#openedAt.set(credential, at.getTime());
    const text = inLine(eventText(event));
    if (this.#last.get(credential) === text) return undefined;
    this.#last.set(credential, text);
    const openedAt = this.#openedAt.get(credential);
    const time = openedAt !== undefined && TIMED.has(name) ? ` (${took(at.getTime() - openedAt)})` : "";
    return `${credential}: ${text}${time}`;
  }
}

/** One plain line a step, for pipes and logs. */
export function plainLines(out: Out): Screen {
  const narration = new Narration();
  return {
    show(event) {
      const line = narration.line(event);
      if (line !== undefined) out.write(`${line}\n`);
    },
    close() {},
  };
}
