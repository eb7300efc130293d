export { accepted, isNoError } from "./accepted.ts";
export { ask, detailsOf, harmless, look, type Answer } from "./ask.ts";
export { unknownSince, whyOf, type Census, type Standing, type Why } from "./census.ts";
export { after, earliest, systemClock, type Clock, type Deadline } from "./clock.ts";
export { classifier, codesOf, meaningOf, type Code, type Codebook, type Group, type ListedCode } from "./codes.ts";
export {
  json,
  wire,
  type Body,
  type Call,
  type Connection,
  type Reply,
  type Value,
  type Verdict,
} from "./connection.ts";
export {
  fresh,
  stateOf,
  underWayUntil,
  type Approval,
  type Approving,
  type Ask,
  type Attempt,
  type Credential,
  type Cursor,
  type Doubt,
  type Heartbeat,
  type State,
  type Statement,
  type Stuck,
  type Turn,
  type Version,
  type Waiting,
} from "./credential.ts";
export {
  identitiesOf,
  isElsewhere,
  isName,
  type Declaration,
  type Declared,
  type Place,
  type Reconcile,
  type Stagger,
} from "./declaration.ts";
export {
  CredentialError,
  everyCode,
  hasCode,
  isUnpaid,
  problemOf,
  provesUnchanged,
  type ErrorCode,
  type ErrorDetails,
  type Problem,
  type Reason,
} from "./errors.ts";
export type { Event, EventName, Report } from "./event.ts";
export { flag, text, whole } from "./fields.ts";
export { generate } from "./generate.ts";
export type {
  Changeable,
  Checked,
  CredentialKind,
  Facts,
  Issued,
  Kind,
  Landed,
  Limits,
  Lockout,
  Mailed,
  Quota,
  Returned,
  Settable,
  Supplied,
} from "./kind.ts";
export { DIGITS, LOWER, UPPER, type PasswordRules } from "./rules.ts";
export type { Blackout, Every, OnClock, OnCron, Schedule, Window } from "./schedule.ts";
export { Secret } from "./secret.ts";
export type { Delivered, Delivery, Sink, SinkKind } from "./sink.ts";
export type {
  Audit,
  Bill,
  Budgets,
  Censuses,
  Claim,
  Claims,
  Declarations,
  Dispatch,
  Doubting,
  Doubts,
  Held,
  Listed,
  Recorded,
  Request,
  Requests,
  Rotations,
  Seen,
  Store,
  Tokens,
} from "./store.ts";
export { endOf, type Token } from "./token.ts";
