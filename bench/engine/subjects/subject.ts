/** A Subject is one way of carrying five durable steps for many credentials. */
export interface Subject {
  /** Puts so many rotations in the queue; not measured. */
  seed(count: number): Promise<void>;
  /** Carries them all to the end, so many at once. */
  drain(inFlight: number): Promise<void>;
  /** How many transactions it has committed, where it can tell. */
  transactions?(): number;
  /** How many of them were waited for until the disk had them. */
  barriers?(): number;
  close(): Promise<void>;
}

/** A Place is where a subject keeps its state: an empty folder, and a database server where it needs one. */
export interface Place {
  readonly folder: string;
  readonly postgres?: string | undefined;
}
