import { EXIT } from "../exit.ts";
import type { Setting } from "../setting.ts";
import { changedOfRow, changedRowText } from "../voice/changed.ts";
import { problemTelling, tellingText } from "../voice/error.ts";
import { relative } from "../voice/when.ts";
import type { Ended } from "./drive.ts";

/** How a command's work ended: what failed and why, then one line. `words` say what was done to those that are done. */
export function summaryText(ended: readonly Ended[], words: string, { io, paint }: Setting): string {
  const blocks = ended.filter(({ outcome }) => outcome !== "done").map((one) => blockText(one, io.clock.now(), paint));
  return `${blocks.map((block) => `\n${block}`).join("")}\n${words}: ${counts(ended)}.\n`;
}

/** `1 rotated, 0 failed; 1 waits for a person` */
function counts(ended: readonly Ended[]): string {
  const done = ended.filter(({ outcome }) => outcome === "done");
  const rotated = done.filter(({ isRotated }) => isRotated).length;
  const person = ended.filter(({ outcome }) => outcome === "person").length;
  const said = [
    ...(rotated > 0 || done.length === 0 ? [`${rotated} rotated`] : []),
    ...(done.length > rotated ? [`${done.length - rotated} settled`] : []),
    `${ended.length - done.length - person} failed`,
  ];
  const waits = person === 0 ? "" : `; ${person} ${person === 1 ? "waits" : "wait"} for a person`;
  return said.join(", ") + waits;
}

function blockText({ listed, message, problem, nextAt, outcome }: Ended, now: Date, paint: Setting["paint"]): string {
  const name = listed?.declaration.name ?? "a credential";
  const told = problem ? problemTelling(problem) : {};
  const changed = changedRowText(listed?.credential.attempt, problem);
  const next =
    outcome === "person"
      ? "waits for a person"
      : nextAt && `the next try is ${relative(nextAt, now)}, by the daemon or the next command`;
  return tellingText(`${name}: ${message ?? "it is not done"}`, { ...told, changed, next }, paint);
}

/** What the command ends with. */
export function exitOfEnded(ended: readonly Ended[]): number {
  if (ended.some(({ outcome }) => outcome === "failed")) return EXIT.failed;
  return ended.some(({ outcome }) => outcome === "person") ? EXIT.person : EXIT.done;
}

/** The same in JSON. */
export function endedJson({ listed, outcome, message, problem, nextAt }: Ended): object {
  return {
    name: listed?.declaration.name,
    outcome,
    version: listed?.credential.current?.number,
    message,
    problem,
    changed: changedOfRow(listed?.credential.attempt, problem),
    nextAt,
  };
}
