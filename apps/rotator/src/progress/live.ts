import type { Clock, Event } from "@rekey/core";
import type { Out } from "../io.ts";
import { took } from "../voice/duration.ts";
import type { Paint } from "../voice/paint.ts";
import { command, visible } from "../voice/shown.ts";
import { Narration, type Screen } from "./lines.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
/** What stands beside the text of a live line. */
const BESIDE = 14;
const GOOD: ReadonlySet<Event["name"]> = new Set([
  "rotation.promoted",
  "rotation.resolved",
  "delivery.done",
  "restore.done",
]);
const BAD: ReadonlySet<Event["name"]> = new Set(["rotation.refused", "rotation.stuck", "delivery.failed"]);

interface Drawing {
  readonly clock: Clock;
  readonly paint: Paint;
}

/** One live line a credential with its elapsed time; what is settled scrolls up above. For terminals. */
export function liveLines(out: Out, drawing: Drawing): Screen {
  return new LiveLines(out, drawing);
}

class LiveLines implements Screen {
  readonly #out: Out;
  readonly #drawing: Drawing;
  readonly #narration = new Narration();
  readonly #open = new Map<string, { text: string; sinceMs: number }>();
  readonly #closing = new AbortController();
  #drawn = 0;
  #frame = 0;

  constructor(out: Out, drawing: Drawing) {
    this.#out = out;
    this.#drawing = drawing;
    void this.#spin();
  }

  show(event: Event): void {
    const { credential, name } = event;
    const text = this.#narration.line(event);
    if (text === undefined || credential === undefined) return;
    const isEnd = GOOD.has(name) || BAD.has(name);
    if (isEnd) this.#open.delete(credential);
    else this.#open.set(credential, { text, sinceMs: this.#open.get(credential)?.sinceMs ?? this.#nowMs() });
    this.#draw(isEnd ? `${this.#mark(name)} ${text}\n` : "");
  }

  close(): void {
    this.#closing.abort();
    this.#open.clear();
    this.#draw();
  }

  async #spin(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#drawing.clock.sleep(FRAME_MS, signal).catch(() => undefined);
      this.#frame += 1;
      if (this.#open.size > 0 && !signal.aborted) this.#draw();
    }
  }

  #draw(settled = ""): void {
    const lines = [...this.#open.values()].map((line) => this.#line(line));
    // Up to the first live line, and everything below it away.
    const up = this.#drawn > 0 ? command(`${this.#drawn}A`) : "";
    this.#out.write(`${up}${command("J")}${settled}${lines.join("")}`);
    this.#drawn = lines.length;
  }

  /** Never wider than the terminal: a line that wraps could not be drawn over. */
  #line({ text: said, sinceMs }: { text: string; sinceMs: number }): string {
    const { paint } = this.#drawing;
    const spinner = paint("cyan", FRAMES[this.#frame % FRAMES.length] ?? "");
    const width = Math.max(this.#out.columns - BESIDE, 1);
    const text = visible(said);
    const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
    return `${spinner} ${cut} ${paint("dim", took(this.#nowMs() - sinceMs))}\n`;
  }

  #mark(name: Event["name"]): string {
    const { paint } = this.#drawing;
    return GOOD.has(name) ? paint("green", "✓") : paint("red", "✗");
  }

  #nowMs(): number {
    return this.#drawing.clock.monotonicMs();
  }
}
