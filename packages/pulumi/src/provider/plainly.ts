import { messageOf } from "./message.ts";

/** A Told is an error for a person: Pulumi prints it whole, and its stack too, which says nothing to whoever wrote a program. */
class Told extends Error {
  override toString(): string {
    return "rekey";
  }

  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
    this.stack = this.message;
  }
}

/** plainly lets work fail with its message alone. */
export async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Told(error);
  }
}
