/** A Command is what a client sent: its words, and its bytes as they came. */
export interface Command {
  readonly words: readonly Buffer[];
  readonly raw: Buffer;
}

/** A Garbled says in Redis' words why a stream of bytes is no stream of commands. */
export class Garbled extends Error {
  override readonly name = "Garbled";
}

const LONGEST_LINE = 64 * 1024;
const MOST_WORDS = 1024 * 1024;
const LARGEST_COMMAND = 16 * 1024 * 1024;

/** Cuts a client's bytes into commands, arrays of bulk strings and inline ones alike. Throws Garbled. */
export function commandReader(): (chunk: Buffer) => Command[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const commands: Command[] = [];
    for (;;) {
      const read = readCommand(rest);
      if (!read) break;
      if (read.words.length > 0) commands.push({ words: read.words, raw: rest.subarray(0, read.end) });
      rest = rest.subarray(read.end);
    }
    if (rest.length > LARGEST_COMMAND) throw new Garbled("Protocol error: too big mbulk count string");
    return commands;
  };
}

interface Read {
  readonly words: Buffer[];
  readonly end: number;
}

function readCommand(bytes: Buffer): Read | undefined {
  const line = readLine(bytes, 0);
  if (!line) return undefined;
  if (bytes[0] !== 0x2a) return { words: inline(line.text), end: line.end };
  const count = whole(line.text.slice(1));
  if (count === undefined || count > MOST_WORDS) throw new Garbled("Protocol error: invalid multibulk length");
  const words: Buffer[] = [];
  let at = line.end;
  while (words.length < count) {
    const word = readBulk(bytes, at);
    if (!word) return undefined;
    words.push(word.bytes);
    at = word.end;
  }
  return { words, end: at };
}

function readBulk(bytes: Buffer, from: number): { bytes: Buffer; end: number } | undefined {
  const line = readLine(bytes, from);
  if (!line) return undefined;
  if (!line.text.startsWith("$")) throw new Garbled(`Protocol error: expected '$', got '${printable(line.text)}'`);
  const length = whole(line.text.slice(1));
  if (length === undefined || length < 0 || length > LARGEST_COMMAND)
    throw new Garbled("Protocol error: invalid bulk length");
  const end = line.end + length;
  return bytes.length < end + 2 ? undefined : { bytes: bytes.subarray(line.end, end), end: end + 2 };
}

function readLine(bytes: Buffer, from: number): { text: string; end: number } | undefined {
  const at = bytes.indexOf("\n", from);
  if ((at < 0 ? bytes.length : at) - from > LONGEST_LINE) throw new Garbled("Protocol error: too big inline request");
  if (at < 0) return undefined;
  return { text: bytes.toString("latin1", from, at).replace(/\r$/, ""), end: at + 1 };
}

function inline(text: string): Buffer[] {
  return text.split(/\s+/).flatMap((word) => (word === "" ? [] : [Buffer.from(word, "latin1")]));
}

function whole(text: string): number | undefined {
  return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function printable(text: string): string {
  return text.slice(0, 1).replace(/[^ -~]/, "?");
}

/** Writes a command as an array of bulk strings. */
export function written(words: readonly (string | Buffer)[]): Buffer {
  const bulks = words.map((word) =>
    Buffer.concat([Buffer.from(`$${Buffer.byteLength(word)}\r\n`), Buffer.from(word), Buffer.from("\r\n")]),
  );
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...bulks]);
}
