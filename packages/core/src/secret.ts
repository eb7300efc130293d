import { inspect } from "node:util";

const shown = "[secret]";

/** A Secret carries a value that shows itself only to code that asks for it by name. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Answers with the value itself: for the wire, the seal and the sink, and for nothing that prints. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
