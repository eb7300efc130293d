/** What every command ends with. */
export const EXIT = {
  done: 0,
  /** Failed, and nothing is lost. */
  failed: 1,
  /** `plan --detailed-exitcode` only: there is something to do. */
  changes: 2,
  /** Done, but something is stuck or waits for a person. */
  person: 3,
  /** Wrong usage or configuration. */
  usage: 4,
  /** The daemon or the store cannot be reached. */
  unreachable: 5,
  /** Safe to run again. */
  interrupted: 130,
} as const;
