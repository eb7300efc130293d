import { EXIT } from "./exit.ts";
import type { Io, Signal } from "./io.ts";

/** An Interrupt ends work gently at the first signal, and at once at the second. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
  /** The first signal that came. */
  readonly by: Signal | undefined;
}

/** Listens for signals that end a command. */
export function interrupt(io: Io, then: () => void = () => {}): Interrupt {
  const ending = new AbortController();
  let by: Signal | undefined;
  const hear = (signal: Signal) => () => {
    if (by !== undefined) return io.exit(EXIT.interrupted);
    by = signal;
    ending.abort();
    then();
  };
  const offs = (["SIGINT", "SIGTERM"] as const).map((signal) => io.on(signal, hear(signal)));
  return {
    signal: ending.signal,
    get by() {
      return by;
    },
    [Symbol.dispose]: () => offs.forEach((off) => off()),
  };
}
