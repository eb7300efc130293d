import { EXIT } from "../exit.ts";
import type { Setting } from "../setting.ts";
import { changedOfRow, changedRowText } from "../voice/changed.ts";
import { problemTelling, tellingText } from "../voice/error.ts";
import { inLine } from "../voice/shown.ts";
import { relative, when } from "../voice/when.ts";
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
  const later = ended.filter(({ outcome }) => outcome === "later").length;
  const person = ended.filter(({ outcome }) => outcome === "person").length;
  const said = [
    ...(rotated > 0 || done.length === 0 ? [`${rotated} rotated`] : []),
    ...(done.length > rotated ? [`${done.length - rotated} settled`] : []),
    `${ended.length - done.length - person - later} failed`,
    ...(later > 0 ? [`${later} for later`] : []),
  ];
  const waits = person === 0 ? "" : `; ${person} ${person === 1 ? "waits" : "wait"} for a person`;
  return said.join(", ") + waits;
}

/** No error: somebody declared or asked for that wait. */
function laterText({ listed, message = "", nextAt }: Ended, now: Date): string {
  const { name = "a credential" } = listed?.declaration ?? {};
  const isPaused = listed?.credential.waiting?.reason === "pause";
  const goesOn = nextAt ? `; goes on ${when(nextAt, now)}` : "";
  return `${name} waits: ${inLine(message)}${goesOn}${isPaused ? `, or with rotator resume ${name}` : ""}\n`;
}

function blockText(one: Ended, now: Date, paint: Setting["paint"]): string {
  const { listed, message, problem, nextAt, outcome } = one;
  if (outcome === "later") return laterText(one, now);
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
    pausedUntil: listed?.credential.pausedUntil,
  };
}
