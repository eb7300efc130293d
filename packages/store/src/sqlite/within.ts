import type { Writer } from "./writer.ts";

/** A Within remembers what was read inside one transaction of ours: until its end nobody else can change it. */
export class Within<T> {
  readonly #writer: Pick<Writer, "turn">;
  readonly #read: () => T;
  #last: { readonly turn: number; readonly value: T } | undefined;

  constructor(writer: Pick<Writer, "turn">, read: () => T) {
    this.#writer = writer;
    this.#read = read;
  }

  get(): T {
    const { turn } = this.#writer;
    if (this.#last?.turn !== turn) this.#last = { turn, value: this.#read() };
    return this.#last.value;
  }

  /** Says what we changed it to ourselves. */
  set(value: T): void {
    this.#last = { turn: this.#writer.turn, value };
  }
}
