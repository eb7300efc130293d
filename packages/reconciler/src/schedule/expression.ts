import { CredentialError } from "@rekey/core";
import { Cron } from "croner";

/** Walls are the local times of a cron expression, on a calendar without zones. */
export interface Walls {
  /** Whether it names one hour and one minute, each by its bare number. */
  readonly isFixed: boolean;
  /** The first one later than a local time, both as if they were UTC. */
  after(wallMs: number): number | undefined;
}

/** How many expressions are kept read: whoever may declare must not fill the memory. */
const MOST_KEPT = 1000;
const kept = new Map<string, Walls>();

/** Reads an expression of five fields, or a nickname of one; a schedule asks at every look, so what was read is kept. Throws ERR_DECLARATION where it is none. */
export function readCron(expression: string): Walls {
  const known = kept.get(expression);
  if (known) return known;
  const walls = wallsOf(parse(expression));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(expression, walls);
  return walls;
}

function wallsOf(cron: Cron): Walls {
  const [minute = "", hour = ""] = (cron.getPattern() ?? "").trim().split(/\s+/);
  let [fromMs, nextMs]: [number, number | undefined] = [0, undefined];
  return {
    isFixed: [minute, hour].every((field) => /^\d+$/.test(field)),
    after(wallMs) {
      // From one look to the next, what comes next is mostly the same.
      if (nextMs !== undefined && fromMs <= wallMs && wallMs < nextMs) return nextMs;
      [fromMs, nextMs] = [wallMs, cron.nextRun(new Date(wallMs))?.getTime()];
      return nextMs;
    },
  };
}

function parse(expression: string): Cron {
  try {
    // croner takes a text with a colon for a date, in the host's zone; and counts seconds and years as fields, which nobody needs for a password.
    if (expression.includes(":")) throw new TypeError("it holds a colon");
    if (!/^\s*(@\S+|\S+(\s+\S+){4})\s*$/.test(expression)) throw new TypeError("it has not five fields");
    return new Cron(expression, { utcOffset: 0, mode: "5-part" });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/^CronPattern: |\.$/g, "") : "unknown";
    throw new CredentialError("ERR_DECLARATION", `${JSON.stringify(expression)} is no cron expression: ${why}`, {
      cause,
      remedy: 'write minute, hour, day of month, month and day of week, as in "0 3 * * 6" for Saturdays at 03:00',
    });
  }
}
