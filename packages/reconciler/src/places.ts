/** A Line is who waits for a place of one connection, longest first, and how many it has. */
interface Line {
  taken: number;
  readonly most: number;
  readonly waiting: (() => void)[];
}

/**
 * Places are how many credentials are worked on at once, and whose they are. No connection takes more than its own most, nor more than it leaves free
 * for others: one that hangs has at most half of them, two a third each, and there is always room for one more (P5). Whoever has fewest is next.
 */
export class Places {
  readonly #total: number;
  readonly #mostOf: (connection: string) => number;
  readonly #lines = new Map<string, Line>();
  #taken = 0;
  #isOpen = false;

  constructor(total: number, mostOf: (connection: string) => number) {
    this.#total = total;
    this.#mostOf = mostOf;
  }

  /** Resolves once a place of that connection is taken; `give` gives it back. */
  take(connection: string): Promise<void> {
    const line = this.#lineOf(connection);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.waiting.push(resolve);
    this.#admit();
    return promise;
  }

  give(connection: string): void {
    const line = this.#lineOf(connection);
    line.taken--;
    this.#taken--;
    if (line.taken === 0 && line.waiting.length === 0) this.#lines.delete(connection);
    this.#admit();
  }

  /** Lets everybody in, now and from now on. */
  open(): void {
    this.#isOpen = true;
    this.#admit();
  }

  #lineOf(connection: string): Line {
    const line = this.#lines.get(connection) ?? { taken: 0, most: this.#mostOf(connection), waiting: [] };
    this.#lines.set(connection, line);
    return line;
  }

  #admit(): void {
    for (let line = this.#next(); line; line = this.#next()) {
      line.taken++;
      this.#taken++;
      line.waiting.shift()?.();
    }
  }

  #next(): Line | undefined {
    let next: Line | undefined;
    for (const line of this.#lines.values())
      if (this.#hasRoom(line) && line.taken < (next?.taken ?? Number.POSITIVE_INFINITY)) next = line;
    return next;
  }

  #hasRoom({ taken, most, waiting }: Line): boolean {
    if (waiting.length === 0) return false;
    return this.#isOpen || taken < Math.min(most, this.#total - this.#taken);
  }
}
