import { codes, type MeetingRefusal } from "./codes.ts";
import type { Person } from "./state.ts";

const SPECIALS = "`~!@#$%^&*()-_=+\\|[{}];:\",'<.>/?";
const CLASSES = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", SPECIALS];

/** What is wrong with a new password of a member, if anything is (page UpdatePwd). */
export function wrongWith(next: string, person: Person, history: number): MeetingRefusal | undefined {
  const old = person.password.reveal();
  const recent = [old, ...person.previous.slice(-history || person.previous.length).map((each) => each.reveal())];
  if (next.length < 8 || next.length > 32) return codes.length;
  if ([...next].some((character) => !CLASSES.join("").includes(character))) return codes.format;
  if (CLASSES.filter((all) => [...all].some((each) => next.includes(each))).length < 2) return codes.complexity;
  if (recent.includes(next)) return codes.used;
  if (/(.)\1\1/.test(next)) return codes.repeated;
  if (namesOf(person).some((name) => next.toLowerCase().includes(name))) return codes.named;
  return differences(next, old) < 2 ? codes.alike : undefined;
}

function namesOf({ account }: Person): string[] {
  const [local = account] = account.split("@");
  return [account, local].flatMap((name) => [name, [...name].toReversed().join("")]).map((name) => name.toLowerCase());
}

/** Position by position; those behind the other's end differ. */
function differences(next: string, old: string): number {
  return [...next].filter((character, at) => character !== old[at]).length + Math.max(0, old.length - next.length);
}
