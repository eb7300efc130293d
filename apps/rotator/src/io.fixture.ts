import { systemClock } from "@rekey/core";
import type { Io, Signal } from "./io.ts";

/** A TestIo keeps what a command prints. */
export interface TestIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves once the command has printed that. */
  readonly printed: (text: string) => Promise<void>;
  /** Sends a signal to the command. */
  readonly raise: (signal: Signal) => void;
  readonly ended: () => number | undefined;
}

export interface Given extends Partial<Pick<Io, "env" | "cwd" | "clock">> {
  readonly isTTY?: boolean;
  readonly stdin?: string;
}

/** An Io of a test: nothing of the process shows through. */
export function testIo({
  env = {},
  cwd = "/nowhere",
  clock = systemClock,
  isTTY = false,
  stdin = "",
}: Given = {}): TestIo {
  const out: string[] = [];
  const err: string[] = [];
  const listeners = new Set<readonly [Signal, () => void]>();
  let ended: number | undefined;
  const waiting = new Set<() => void>();
  const write = (list: string[]) => (text: string) => {
    list.push(text);
    for (const look of waiting) look();
  };
  const to = (list: string[]) => ({ isTTY, columns: 120, write: write(list), exactly: write(list) });
  return {
    stdout: to(out),
    stderr: to(err),
    stdin: { isTTY, all: async () => stdin, line: async () => stdin.split("\n")[0] ?? "" },
    env,
    cwd,
    clock,
    on(signal, then) {
      const entry = [signal, then] as const;
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    exit: (code) => void (ended = code),
    out: () => out.join(""),
    err: () => err.join(""),
    printed(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => {
        if (!out.join("").includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      return promise;
    },
    raise: (signal) => [...listeners].filter(([one]) => one === signal).forEach(([, then]) => then()),
    ended: () => ended,
  };
}
