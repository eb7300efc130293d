import { inspect } from "node:util";

const shown = "[secret]";
const brand: unique symbol = Symbol.for("@rekey/core Secret");

/** A Secret carries a value that shows itself only to code that asks for it by name. */
export class Secret {
  readonly #value: string;

  /** Holds across duplicated copies of this package: a secret that is not known as one would be written as `{}`. */
  static [Symbol.hasInstance](value: unknown): value is Secret {
    return typeof value === "object" && value !== null && brand in value;
  }

  /** @internal */
  get [brand](): true {
    return true;
  }

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
