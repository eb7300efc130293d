import process from "node:process";
import { text } from "node:stream/consumers";
import { systemClock, type Clock } from "@rekey/core";

/** An Out is where text goes: a terminal, a pipe, or a test's list. */
export interface Out {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Writes what is no text for people, such as a secret that a program reads: nothing of it is spelled out. */
  exactly(text: string): void;
}

/** An In is where a person's answers and piped secrets come from. */
interface In {
  readonly isTTY: boolean;
  /** All of it, until it ends. */
  all(): Promise<string>;
  /** One line. */
  line(): Promise<string>;
}

export type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** An Io is everything a command may touch of its process; tests bring their own. */
export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly stdin: In;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Calls back at each such signal until the answer is called. */
  on(signal: Signal, then: () => void): () => void;
  /** Ends the process at once, as a second signal does. */
  exit(code: number): void;
}

/** The Io of this process. */
export function realIo(): Io {
  return {
    stdout: outOf(process.stdout),
    stderr: outOf(process.stderr),
    stdin: { isTTY: process.stdin.isTTY, all: () => text(process.stdin), line: firstLine },
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    on(signal, then) {
      process.on(signal, then);
      return () => process.off(signal, then);
    },
    exit: (code) => process.exit(code),
  };
}

function outOf(stream: NodeJS.WriteStream): Out {
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns ?? 80;
    },
    write: (chunk) => void stream.write(chunk),
    exactly: (chunk) => void stream.write(chunk),
  };
}

async function firstLine(): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
}
