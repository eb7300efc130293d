import type { State } from "@rekey/core";
import type { View } from "../status/view.ts";
import type { Paint, Style } from "./paint.ts";
import { rough } from "./duration.ts";
import { table } from "./table.ts";
import { relative } from "./when.ts";

const HEAD = ["NAME", "KIND", "STATE", "VERSION", "VERIFIED", "ROTATED", "NEXT", "WHY"];

/** One line a credential, and one that sums them up. */
export function statusText(views: readonly View[], now: Date, paint: Paint): string {
  if (views.length === 0) return "No credential is declared yet: write a declaration and run rotator apply.\n";
  const rows = views.map((view) => rowOf(view, now));
  const [head = "", ...body] = table([HEAD, ...rows])
    .trimEnd()
    .split("\n");
  const lines = [paint("dim", head), ...body.map((line, at) => tinted(line, views[at]?.state, paint))];
  return `${lines.join("\n")}\n\n${summary(views, now)}\n`;
}

function rowOf(view: View, now: Date): readonly string[] {
  const { name, kind, state, rotatedAt } = view;
  return [
    name,
    kind,
    state,
    versionText(view),
    verifiedText(view),
    rotatedAt ? relative(rotatedAt, now) : "–",
    nextText(view, now),
    whyText(view),
  ];
}

/** `7`, `4 or 5`, `–` */
export function versionText({ state, version, candidate }: View): string {
  if (state === "unknown" && candidate !== undefined)
    return version === undefined ? `${candidate}?` : `${version} or ${candidate}`;
  return version === undefined ? "–" : String(version);
}

function verifiedText({ verified }: View): string {
  return verified === "none" ? "–" : verified;
}

/** `in 30d`, `on import`, `on resolve` */
export function nextText({ state, reason, nextAt }: View, now: Date): string {
  if (state === "stuck") return reason === "drifted" ? "on import" : "on resolve";
  if (reason === "import") return "on import";
  if (reason === "approval") return "on approval";
  return nextAt ? relative(nextAt, now) : "–";
}

function whyText(view: View): string {
  const { state, reason, message, custody, conditions } = view;
  if (state === "unknown") return ["reply lost", ...(reason === "quiet" ? ["quiet time"] : [])].join("; ");
  if (message !== undefined) return view.way === undefined ? message : `${message} (${view.way})`;
  if (view.drift) return driftText(view);
  if (view.pausedUntil) return "paused by a person";
  if (custody === "recipient") return "held by the recipient";
  return conditions.find(({ type, status }) => type === "Delivered" && status === "False")?.message ?? "";
}

/** `drifted: the service refuses v7; rotator rotate cache-app` */
export function driftText({ drift, version }: Pick<View, "drift" | "version">): string {
  return [`drifted: the service refuses v${version ?? 0}`, ...(drift?.youCan === undefined ? [] : [drift.youCan])].join(
    "; ",
  );
}

const STYLES: Readonly<Partial<Record<State, Style>>> = { unknown: "magenta", stuck: "red", waiting: "yellow" };

function tinted(line: string, state: State | undefined, paint: Paint): string {
  const style = state && STYLES[state];
  return style ? line.replace(` ${state}`, (word) => paint(style, word)) : line;
}

const STATES: readonly State[] = ["stable", "due", "rotating", "waiting", "unknown", "stuck"];
const ALWAYS: readonly State[] = ["stable", "waiting", "unknown", "stuck"];

function summary(views: readonly View[], now: Date): string {
  const counts = STATES.map((state) => [state, views.filter((view) => view.state === state).length] as const);
  const said = counts
    .filter(([state, count]) => count > 0 || ALWAYS.includes(state))
    .map(([state, count]) => `${count} ${state}`);
  const drifted = views.filter(({ drift }) => drift).length;
  return `${said.join(", ")}${drifted > 0 ? `; ${drifted} drifted` : ""}. Oldest overdue: ${overdue(views, now)}.`;
}

/** The credential whose due date has passed longest ago. */
function overdue(views: readonly View[], now: Date): string {
  const late = views
    .filter(({ dueAt }) => dueAt && dueAt < now)
    .toSorted((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0));
  const [first] = late;
  return first?.dueAt ? `${first.name}, ${rough(now.getTime() - first.dueAt.getTime())}` : "none";
}
