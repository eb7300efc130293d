import { CredentialError, Secret } from "@rekey/core";
import { current, isLocked } from "../dcs/misses.ts";
import { setPassword } from "./change.ts";
import { type Enterprise, findPerson, findScreen, type Mail, type Person, type Screen } from "./state.ts";

/** A MeetingView is Meeting as tests see it and change it behind the API's back. */
export interface MeetingView {
  /** A member as it stands; throws where there is none. */
  member(account: string): MemberView;
  /** A screen as it stands; throws where there is none. */
  screen(account: string): { readonly code: Secret; readonly isBound: boolean };
  /** All accounts of members, registered ones too. */
  readonly accounts: readonly string[];
  /** What was sent by mail and short message, oldest first. */
  readonly mails: readonly Mail[];
  setPassword(account: string, password: string | Secret): void;
  /** Ends all tokens of a member: `pushed-out` as another login would, `gone` as if they never were. */
  endTokens(account: string, how: "pushed-out" | "gone"): void;
}

/** A MemberView is one member as it stands. Printing it is safe. */
export interface MemberView {
  readonly password: Secret;
  /** Those before it, oldest first. */
  readonly previous: readonly Secret[];
  readonly isLocked: boolean;
  /** How many tokens it can use. */
  readonly tokens: number;
}

/** Opens the view of an enterprise. */
export function viewOf(enterprise: Enterprise): MeetingView {
  const { agenda, people, mails } = enterprise;
  const caughtUp = <T>(look: () => T): T => {
    agenda.catchUp();
    return look();
  };
  return {
    member: (account) => caughtUp(() => view(enterprise, named(enterprise, account))),
    screen: (account) => caughtUp(() => screenOf(enterprise, account)),
    get accounts() {
      return caughtUp(() => people.map((person) => person.account));
    },
    get mails() {
      return caughtUp(() => [...mails]);
    },
    setPassword: (account, password) => {
      const made = typeof password === "string" ? new Secret(password) : password;
      setPassword(enterprise, { person: named(enterprise, account), password: made, atMs: undefined });
    },
    endTokens: (account, how) => end(named(enterprise, account), how),
  };
}

function view({ agenda }: Enterprise, { password, previous, misses, tokens }: Person): MemberView {
  const nowMs = agenda.nowMs();
  const live = tokens.filter(({ isPushedOut, endsMs }) => !isPushedOut && endsMs > nowMs);
  return { password, previous: [...previous], isLocked: isLocked(current(misses, nowMs)), tokens: live.length };
}

function end({ tokens }: Person, how: "pushed-out" | "gone"): void {
  if (how === "gone") tokens.splice(0);
  for (const token of tokens) token.isPushedOut = true;
}

function named(enterprise: Enterprise, account: string): Person {
  return findPerson(enterprise, account) ?? missing("member", account);
}

function screenOf(enterprise: Enterprise, account: string): Pick<Screen, "code" | "isBound"> {
  const { code, isBound } = findScreen(enterprise, account) ?? missing("screen", account);
  return { code, isBound };
}

function missing(what: string, account: string): never {
  throw new CredentialError("ERR_DECLARATION", `this world has no ${what} ${account}`);
}
