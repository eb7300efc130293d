import { Secret } from "@rekey/core";
import { type Answer, refuse } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { texts } from "./body.ts";
import type { Desk } from "./change.ts";
import { busy, codes, invalid } from "./codes.ts";
import { accountName, MOST_ACCOUNTS } from "./instance.ts";
import { isComplex } from "./password.ts";
import { type Account, isChanging, openAccount, userOf } from "./state.ts";

const LONGEST_DESCRIPTION = 1024;

interface Wanted {
  readonly name: string;
  readonly role: "read" | "write";
  readonly password: Secret;
  readonly description: string;
}

/** Answers CreateAclAccount: a task is taken in, the account is CREATING for as long as the world says, then AVAILABLE. */
export function create(desk: Desk, asked: Asked): Answer {
  const { instance, agenda } = desk;
  const wanted = wantedOf(asked);
  if ("status" in wanted) return refuse(wanted);
  if (instance.status !== "RUNNING") return refuse(busy[instance.status]);
  if (isBarred(desk, wanted)) return refuse(codes.notAllowed);
  const { updatingMs } = instance.world;
  const apply = (atMs: number): void => {
    const account = openAccount(instance.world, { ...wanted, type: "normal", status: "CREATING" });
    instance.accounts.push(account);
    const settle = (): void => {
      account.status = "AVAILABLE";
      desk.tell(userOf(account));
    };
    if (updatingMs === 0) settle();
    else agenda.add(updatingMs === "never" ? Infinity : atMs + updatingMs, settle);
  };
  return { status: 200, apply };
}

/** Answers DeleteAclAccount: the account logs nobody in any more, is DELETING for as long as the world says, and then gone. */
export function remove(desk: Desk, { params }: Asked): Answer {
  const { instance, agenda } = desk;
  const account = instance.accounts.find(({ id, type }) => id === params["account_id"] && type === "normal");
  if (instance.status !== "RUNNING") return refuse(busy[instance.status]);
  if (!account) return refuse(codes.noAccount);
  if (isChanging(instance)) return refuse(codes.changing);
  const { updatingMs } = instance.world;
  const apply = (atMs: number): void => {
    account.status = "DELETING";
    desk.tell(userOf(account));
    const settle = (): void => drop(instance.accounts, account);
    if (updatingMs === 0) settle();
    else agenda.add(updatingMs === "never" ? Infinity : atMs + updatingMs, settle);
  };
  return { status: 200, apply };
}

function drop(accounts: Account[], account: Account): void {
  const at = accounts.indexOf(account);
  if (at >= 0) accounts.splice(at, 1);
}

function wantedOf(asked: Asked): Wanted | ReturnType<typeof invalid> {
  const body = texts(asked, "account_name", "account_role", "account_password", "description");
  if ("refusal" in body) return body.refusal;
  const { account_name: name = "", account_role: role, account_password: password, description = "" } = body;
  if (!accountName.test(name)) return invalid("account_name");
  if (role !== "read" && role !== "write") return invalid("account_role");
  if (description.length > LONGEST_DESCRIPTION) return invalid("description");
  if (password === undefined || password === "") return codes.noPassword;
  if (!isComplex(password, name)) return codes.complexity;
  return { name, role, description, password: new Secret(password) };
}

/** A colon in the default user's password bars new accounts (page CreateAclAccount); 18 are the most (page "Managing ACL Accounts"). */
function isBarred({ instance: { accounts } }: Desk, { name }: Wanted): boolean {
  const normal = accounts.filter(({ type }) => type === "normal");
  const own = accounts.find(({ type }) => type === "default");
  return (
    normal.length >= MOST_ACCOUNTS ||
    accounts.some((account) => account.name === name) ||
    own?.password.reveal().includes(":") === true
  );
}
