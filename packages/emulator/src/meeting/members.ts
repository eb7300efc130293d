import { z } from "zod";
import type { Answer } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import { readQuery } from "./body.ts";
import { codes, no } from "./codes.ts";
import { type Enterprise, findPerson, findScreen, type Person, type Screen } from "./state.ts";

const number = z.tuple([z.string().regex(/^\d{1,9}$/)]).transform(([only]) => Number(only));
const word = z.tuple([z.string().max(255)]).transform(([only]) => only);
const yes = z.tuple([z.enum(["true", "false"])]).transform(([only]) => only === "true");

/** A page of a list: behind its end, the last page. */
export const paging = { offset: number.optional(), limit: number.optional(), searchKey: word.optional() };

const search = z.strictObject({
  ...paging,
  sortField: word.optional(),
  isAsc: yes.optional(),
  deptCode: word.optional(),
  enableSubDept: yes.optional(),
  adminType: number.optional(),
  enableRoom: yes.optional(),
  userType: z.array(z.string()).optional(),
  status: number.optional(),
  containsUnActive: yes.optional(),
});

/** Answers SearchUsers: a key is looked for inside every name that a member has. */
export function searchMembers(enterprise: Enterprise, asked: Asked): Answer {
  const query = readQuery(asked, search);
  if (!query) return no(codes.parameter, asked);
  const { searchKey = "", userType = ["2"], status, containsUnActive = false } = query;
  const screens = enterprise.screens.filter(({ isBound }) => isBound || containsUnActive);
  const all = [...enterprise.people.map(shownPerson), ...screens.map((screen) => shownScreen(enterprise, screen))];
  const key = searchKey.toLowerCase();
  const found = all.filter((row) => {
    const names = [row.name, row.phone, row.email, row.userAccount, row.thirdAccount];
    const isNamed = names.some((name) => name.toLowerCase().includes(key));
    return isNamed && userType.includes(`${row.userType}`) && (status === undefined || row.status === status);
  });
  return { status: 200, body: pageOf(found, query) };
}

/** One page of a list, in its documented envelope. */
export function pageOf(
  all: readonly unknown[],
  { offset = 0, limit = 10 }: { offset?: number | undefined; limit?: number | undefined },
): Record<string, unknown> {
  const last = Math.max(0, all.length - (all.length % Math.max(limit, 1) || limit));
  const from = offset < all.length ? offset : last;
  return { offset: from, limit, count: all.length, data: all.slice(from, from + limit) };
}

const detail = z.strictObject({ accountType: number.optional() });

/** Answers ShowUserDetail, by Meeting account or, with `accountType=1`, by third-party id. */
export function showMember(enterprise: Enterprise, asked: Asked): Answer {
  const query = readQuery(asked, detail);
  if (!query) return no(codes.parameter, asked);
  const account = asked.params["account"];
  const person =
    query.accountType === 1
      ? enterprise.people.find(({ userId }) => userId === account)
      : findPerson(enterprise, account);
  const screen = query.accountType === 1 ? undefined : findScreen(enterprise, account);
  if (person) return { status: 200, body: shownPerson(person) };
  return screen ? { status: 200, body: shownScreen(enterprise, screen) } : no(codes.noUser, asked);
}

function shownPerson({ id, account, userId, name, email, phone, adminType, status }: Person) {
  const known = { id, userAccount: account, name, email: email ?? "", phone: phone ?? "", country: "chinaPR" };
  return { ...known, userType: 2, adminType, status, thirdAccount: userId ?? "", activeTime: 1_600_000_000_000 };
}

const TYPES: Readonly<Record<string, number>> = { "huawei-vision": 12, "idea-hub": 13, "smart-rooms": 14 };

function shownScreen(enterprise: Enterprise, screen: Screen) {
  const { id, account, name, type, isBound } = screen;
  const known = {
    id,
    userAccount: account,
    name,
    email: "",
    phone: "",
    userType: TYPES[type],
    adminType: 2,
    status: 0,
  };
  const code = isBound ? {} : { activeCode: shownCode(enterprise, screen) };
  return { ...known, thirdAccount: "", visionAccount: account, ...code };
}

/** A code as lists show it. */
export function shownCode({ world }: Enterprise, { code }: Screen): string {
  const plain = code.reveal();
  return world.masksCodes ? `${plain.slice(0, 2)}*****${plain.slice(-2)}` : plain;
}
