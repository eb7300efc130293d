import { readFile } from "node:fs/promises";
import { undelivered } from "./problem.ts";

/** An Owner is a user and a group by number; -1 leaves one as it is. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Finds who `user`, `user:group` or `uid:gid` is, by the machine's own lists; a user by name brings its group along. Throws ERR_DELIVERY where there is no such one. */
export async function ownerOf(owner: string, path: string): Promise<Owner> {
  const [user = "", group] = owner.split(":");
  const [uid, itsGroup] = numbers(user) ?? (await entry("/etc/passwd", user)) ?? absent(path, user);
  const [gid] =
    group === undefined
      ? [itsGroup ?? -1]
      : (numbers(group) ?? (await entry("/etc/group", group)) ?? absent(path, group));
  return { uid, gid };
}

type Numbers = readonly [number, number?];

function numbers(text: string): Numbers | undefined {
  return /^\d+$/.test(text) ? [Number(text)] : undefined;
}

/** Both lists have the name first and the number third; that of users has the group's number fourth. */
async function entry(list: string, name: string): Promise<Numbers | undefined> {
  const rows = (await readFile(list, "utf8")).split("\n").map((line) => line.split(":"));
  const row = rows.find(([first]) => first === name);
  const id = Number(row?.[2]);
  if (!row || !Number.isInteger(id)) return undefined;
  return list === "/etc/passwd" ? [id, Number(row[3])] : [id];
}

function absent(path: string, name: string): never {
  throw undelivered(path, `this machine knows no ${name}`, { remedy: "write the number of the user or group" });
}
