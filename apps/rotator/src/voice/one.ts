import type { Declaration, Recorded } from "@rekey/core";
import type { Instant } from "@rekey/reconciler";
import type { View } from "../status/view.ts";
import { problemTelling } from "./error.ts";
import { eventText } from "./event.ts";
import type { Paint } from "./paint.ts";
import { boundsText, cadenceText, instantText } from "./schedule.ts";
import { inLine } from "./shown.ts";
import { driftText, nextText, versionText } from "./status.ts";
import { when } from "./when.ts";

interface More {
  /** The last transitions, newest first. */
  readonly events: readonly Recorded[];
  readonly budget?: { left: number; of: number } | undefined;
  /** The next instants at which it is due. */
  readonly instants: readonly Instant[];
}

/** Everything about one credential. */
export function oneText(view: View, more: More, { now, paint }: { now: Date; paint: Paint }): string {
  const head = `${paint("bold", view.name)} (${view.kind} via ${view.connection}) is ${view.state}\n`;
  const facts = factsOf(view, more, now).map(([label, text]) => labelled(label, text, paint));
  const sections = listsOf(view, more, now).map(([label, lines]) => section(label, lines, paint));
  return `${head}\n${facts.join("")}${sections.join("")}`;
}

function listsOf(
  { sinks, conditions }: View,
  { events, instants }: More,
  now: Date,
): readonly (readonly [string, readonly string[]])[] {
  return [
    ["sinks", sinks.map((sink) => sinkText(sink, now))],
    ["conditions", conditions.map(conditionText)],
    ["last", events.map((event) => `${when(event.at, now)}  ${eventText(event)}`)],
    ["due", instants.map((instant) => instantText(instant, (at) => when(at, now)))],
  ];
}

function conditionText({ type, status, reason, message }: View["conditions"][number]): string {
  return `${type.padEnd(9)}  ${status.padEnd(7)}  ${reason}: ${message}`;
}

function factsOf(view: View, { budget }: More, now: Date): readonly (readonly [string, string])[] {
  const { owner, rotate, message, problem, rotatedAt, pausedUntil } = view;
  const told = problem && problemTelling(problem);
  const isCalm = view.state === "stable" || view.state === "due";
  const all = [
    ["account", accountsText(view)],
    ["in force", view.inForce === undefined ? undefined : accountText(view.inForce)],
    ["owner", owner],
    ["by", view.way && `${view.way} comes next: the old secret is not to be had`],
    ["version", versionText(view)],
    ["rotated", rotatedAt && when(rotatedAt, now)],
    ["rotates", cadenceText(rotate)],
    ...boundsText(rotate),
    ["paused", pausedUntil && `until ${when(pausedUntil, now)}; rotator resume ${view.name} ends it now`],
    ["next", nextText(view, now)],
    ["why", message ?? (view.drift && driftText(view))],
    ["call", told?.call],
    ["changed?", isCalm ? undefined : view.changedText],
    ["you can", told?.youCan],
    ["decode", told?.decode],
    ["budget", budget && `${budget.left} of ${budget.of} wrong tries are left`],
  ] as const;
  return all.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

function sinkText({ name, version, deliveredAt, problem }: View["sinks"][number], now: Date): string {
  const has = version === 0 ? "has nothing yet" : `has v${version}${deliveredAt ? `, ${when(deliveredAt, now)}` : ""}`;
  return `${name} ${has}${problem ? `; ${problem.message}` : ""}`;
}

/** `instance cache-prod, user app-a ⇄ app-b` where two accounts take turns. */
export function accountsText({ account, alternate }: Pick<Declaration, "account" | "alternate">): string {
  if (!isFields(account) || !isFields(alternate)) return accountText(account);
  const fields = [...new Set([...Object.keys(account), ...Object.keys(alternate)])];
  const told = fields.map((field): [string, unknown] => {
    const [one, other] = [account[field], alternate[field]].map(plainText);
    return [field, one === other ? one : `${one ?? "none"} ⇄ ${other ?? "none"}`];
  });
  return accountText(Object.fromEntries(told));
}

function isFields(account: unknown): account is Readonly<Record<string, unknown>> {
  return typeof account === "object" && account !== null;
}

function plainText(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

/** `instance cache-prod, user app` */
function accountText(account: unknown): string {
  if (typeof account !== "object" || account === null) return String(account);
  return Object.entries(account)
    .map(([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

function section(label: string, lines: readonly string[], paint: Paint): string {
  return lines.map((line, at) => labelled(at === 0 ? label : "", line, paint)).join("");
}

function labelled(label: string, text: string, paint: Paint): string {
  return `  ${paint("dim", label.padEnd(10))} ${inLine(text)}\n`;
}
