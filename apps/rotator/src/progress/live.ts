import type { Clock, Event } from "@rekey/core";
import type { Out } from "../io.ts";
import { took } from "../voice/duration.ts";
import type { Paint } from "../voice/paint.ts";
import { Narration, type Screen } from "./lines.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const ENDS: ReadonlySet<Event["name"]> = new Set([
  "rotation.promoted",
  "rotation.refused",
  "rotation.stuck",
  "rotation.resolved",
  "delivery.done",
  "delivery.failed",
  "restore.done",
]);

interface Line {
  text: string;
  readonly sinceMs: number;
}

/** One live line a credential with its elapsed time; what is settled scrolls up above. For terminals. */
export function liveLines(out: Out, { clock, paint }: { clock: Clock; paint: Paint }): Screen {
  const narration = new Narration();
  const open = new Map<string, Line>();
  const closing = new AbortController();
  let drawn = 0;
  let frame = 0;
  const draw = (settled = ""): void => {
    const now = clock.monotonicMs();
    const spinner = paint("cyan", FRAMES[frame % FRAMES.length] ?? "");
    const lines = [...open.values()].map(
      ({ text, sinceMs }) => `${spinner} ${text} ${paint("dim", took(now - sinceMs))}\n`,
    );
    // Up to the first live line, and everything below it away.
    out.write(`${drawn > 0 ? `\u001B[${drawn}A` : ""}\u001B[J${settled}${lines.join("")}`);
    drawn = lines.length;
  };
  const spin = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await clock.sleep(FRAME_MS, closing.signal).catch(() => undefined);
      frame += 1;
      if (open.size > 0 && !closing.signal.aborted) draw();
    }
  };
  void spin();
  return {
    show(event) {
      const line = narration.line(event);
      if (line === undefined || event.credential === undefined) return;
      const isEnd = ENDS.has(event.name);
      if (isEnd) open.delete(event.credential);
      else
        open.set(event.credential, { text: line, sinceMs: open.get(event.credential)?.sinceMs ?? clock.monotonicMs() });
      draw(isEnd ? `${markOf(event, paint)} ${line}\n` : "");
    },
    close() {
      closing.abort();
      open.clear();
      draw();
    },
  };
}

function markOf({ name }: Event, paint: Paint): string {
  const isGood =
    name === "rotation.promoted" || name === "rotation.resolved" || name === "delivery.done" || name === "restore.done";
  return isGood ? paint("green", "✓") : paint("red", "✗");
}
