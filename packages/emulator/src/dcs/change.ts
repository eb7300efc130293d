import { Secret } from "@rekey/core";
import type { Agenda } from "../agenda.ts";
import { type Answer, type Refusal, refuse } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { objectOf, texts } from "./body.ts";
import { busy, codes, invalid } from "./codes.ts";
import { type Misses, counters, current, isLocked, missed } from "./misses.ts";
import { isComplex } from "./password.ts";
import { type Account, type CacheUser, type Instance, begin, isChanging } from "./state.ts";

/** A Desk is where changes of one instance's passwords are taken in. */
export interface Desk {
  readonly agenda: Agenda;
  readonly instance: Instance;
  tell(user: CacheUser): void;
}

/**
 * Answers ResetAclAccountPassWord. The old password is documented and not looked at; the counters are constants, and a locked account is a 200 with
 * code "3" (documented for the instance's own password; unconfirmed for accounts).
 */
export function reset(desk: Desk, asked: Asked): Answer {
  const body = texts(asked, "old_password", "new_password");
  if ("refusal" in body) return refuse(body.refusal);
  return resetting(desk, find(desk, asked), { password: body.new_password });
}

interface Wish {
  readonly password: string | undefined;
  /** What a reply has beside the usual. */
  readonly more?: Readonly<Record<string, unknown>>;
}

function resetting(desk: Desk, account: Account | undefined, { password, more }: Wish): Answer {
  const refusal = stopped(desk.instance, account, password);
  if (refusal || !account || password === undefined) return refuse(refusal ?? codes.noPassword);
  const constants = { lock_time: "0", lock_time_left: "0", retry_times_left: "5", ...more };
  if (isLocked(now(desk, account)))
    return { status: 200, body: { code: "3", message: "The DCSInstance is locked.", ...constants } };
  const said = { code: "1", message: "Reset DCSInstance password success.", ...constants };
  return { status: 200, body: said, apply: apply(desk, account, password) };
}

/** Answers UpdateAclAccountPassWord: a wrong old password is a 200, and counts; five lock the account. Its counters are live. */
export function modify(desk: Desk, asked: Asked): Answer {
  return modifying(desk, asked, find(desk, asked));
}

/** Answers ResetPassword, of the default user. An instance is made password-free by nobody here: `no_password_access: true` is refused. */
export function resetOwn(desk: Desk, asked: Asked): Answer {
  const read = objectOf(asked);
  if (read.refusal) return refuse(read.refusal);
  const { new_password: password, no_password_access: isOpen, ...others } = read.fields;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) return refuse(invalid(stranger));
  if (isOpen !== undefined && isOpen !== null && isOpen !== false) return refuse(codes.noPasswordAccess);
  const wished = typeof password === "string" ? password : undefined;
  return resetting(desk, ownOf(desk), { password: wished, more: { ext_message: null } });
}

/** Answers UpdatePassword, of the default user, as *modify* does for accounts. */
export function modifyOwn(desk: Desk, asked: Asked): Answer {
  return modifying(desk, asked, ownOf(desk));
}

function modifying(desk: Desk, asked: Asked, account: Account | undefined): Answer {
  const body = texts(asked, "old_password", "new_password");
  if ("refusal" in body) return refuse(body.refusal);
  const refusal = stopped(desk.instance, account, body.new_password);
  if (refusal || !account || body.new_password === undefined || body.old_password === undefined)
    return refuse(refusal ?? codes.noPassword);
  return tried(desk, account, { old: body.old_password, next: body.new_password });
}

function tried(desk: Desk, account: Account, { old, next }: { old: string; next: string }): Answer {
  const misses = now(desk, account);
  if (isLocked(misses)) return result(desk, misses, "locked");
  if (old !== account.password.reveal()) {
    const more = missed(misses, desk.agenda.nowMs());
    return {
      ...result(desk, more, isLocked(more) ? "locked" : "passwordFailed"),
      apply: () => void (account.misses = more),
    };
  }
  // Stated for modify alone: the new password differs from the old one.
  if (next === old) return refuse(codes.complexity);
  return { ...result(desk, misses, "success"), apply: apply(desk, account, next) };
}

function result({ agenda }: Desk, misses: Misses, said: "success" | "passwordFailed" | "locked"): Answer {
  return { status: 200, body: { result: said, message: said, ...counters(misses, agenda.nowMs()) } };
}

function now({ agenda }: Desk, account: Account): Misses {
  account.misses = current(account.misses, agenda.nowMs());
  return account.misses;
}

function find({ instance }: Desk, { params }: Asked): Account | undefined {
  return instance.accounts.find(({ id, type }) => id === params["account_id"] && type === "normal");
}

function ownOf({ instance }: Desk): Account | undefined {
  return instance.accounts.find(({ type }) => type === "default");
}

function stopped(instance: Instance, account: Account | undefined, password: string | undefined): Refusal | undefined {
  if (instance.status !== "RUNNING") return busy[instance.status];
  if (!account) return codes.noAccount;
  if (password === undefined || password === "") return codes.noPassword;
  if (!isComplex(password, account.name)) return codes.complexity;
  return isChanging(instance) ? codes.changing : undefined;
}

function apply(desk: Desk, account: Account, password: string): (atMs: number) => void {
  const { agenda, instance } = desk;
  const change = { instance, account, password: new Secret(password), tell: desk.tell.bind(desk) };
  return (atMs) => begin(change, agenda, atMs);
}
