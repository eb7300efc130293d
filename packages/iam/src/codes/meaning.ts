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
