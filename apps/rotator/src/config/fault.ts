/** A Fault is one thing that is wrong in a configuration file, and what to write instead. */
export interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `declarations.cache-app.kind` */
  readonly path: string;
  readonly message: string;
  readonly remedy?: string | undefined;
  /** The line itself, with whatever may be a secret left out. */
  readonly quote?: string | undefined;
}

/** A ConfigurationError holds everything that is wrong at once. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join("\n"));
    this.faults = faults;
  }
}
