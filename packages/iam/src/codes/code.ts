/** A Meaning is what a code says about a request: `classify` turns it into one of our errors. */
export type Meaning =
  /** The service does not know who asks, or does not believe it. */
  | "identity"
  | "permission"
  /** What was asked about is not there. */
  | "absent"
  /** The new password breaks a rule. */
  | "password"
  /** The new password is the one in force. */
  | "same"
  /** A user has two access keys at most. */
  | "two-keys"
  /** Too many wrong passwords. */
  | "locked"
  /** The secret that was tried is wrong. */
  | "wrong"
  /** The user may not log in like this, whatever the password: disabled, or without programmatic access. */
  | "barred"
  | "throttled"
  /** Something like it is there already, or the thing is busy. */
  | "conflict"
  /** The request is refused for what it asks. */
  | "request"
  /** Nobody can say what came of it. */
  | "unknown";

/** A Code is one documented code of a service. IAM's nested envelope has a number for one, which is the status again. */
export interface Code {
  readonly code: string;
  readonly status: number;
  readonly means: Meaning;
  /** The page or source that lists it. */
  readonly source: string;
}

/** A Group is codes of one status, one meaning and one source. */
export interface Group extends Omit<Code, "code"> {
  /** Separated by blanks. */
  readonly codes: string;
}

/** Spells groups out. */
export function codesOf(groups: readonly Group[]): readonly Code[] {
  return groups.flatMap(({ codes, ...row }) => codes.split(" ").map((code) => ({ code, ...row })));
}
