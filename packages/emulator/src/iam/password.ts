import type { Iam, User } from "./state.ts";

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** What IAM refuses a new password with. */
export interface Fault {
  readonly code: "1103" | "1108";
  readonly message: string;
}

/** What is wrong with a new password (pages "Modifying IAM User Information" and "Querying the Password Policy"); printable ASCII without a blank is our reading of what is legal. */
export function faultOf({ made }: Iam, user: User, password: string): Fault | undefined {
  const { minimumLength, classes, longestRun, recentDisallowed, notUserName } = made.iam.passwordPolicy;
  if (password === user.password?.reveal())
    return { code: "1108", message: "The new password must be different from the old password." };
  const name = user.world.name.toLowerCase();
  const folded = password.toLowerCase();
  const recent = user.previous.slice(-Math.max(recentDisallowed, 0)).slice(0, recentDisallowed);
  const isWrong =
    !/^[\x21-\x7e]{6,32}$/.test(password) ||
    password.length < minimumLength ||
    CLASSES.filter((each) => each.test(password)).length < classes ||
    (longestRun > 0 && runOf(password) > longestRun) ||
    (notUserName && [name, [...name].toReversed().join("")].includes(folded)) ||
    recent.some((old) => old.reveal() === password);
  return isWrong ? { code: "1103", message: "Incorrect password." } : undefined;
}

function runOf(text: string): number {
  const runs = text.match(/(.)\1*/gs) ?? [];
  return Math.max(0, ...runs.map(({ length }) => length));
}
