import type { Listed } from "@rekey/core";
import { forecast, type Instant } from "@rekey/reconciler";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, withStore } from "../session.ts";
import { print, type Setting } from "../setting.ts";
import { type View, viewOf } from "../status/view.ts";
import { oneText } from "../voice/one.ts";
import { statusText } from "../voice/status.ts";
import type { OpenStore } from "../storing.ts";

const EVENTS = 10;
const INSTANTS = 5;

/** `rotator status [NAME]`: what is in force, and what comes next. */
export function status(program: Command, bind: Bind): void {
  const command = program
    .command("status")
    .description("show what is in force and what comes next")
    .argument("[name]", "one credential, with everything about it");
  bind(command, act);
}

async function act(setting: Setting, name: string | undefined): Promise<number> {
  const operator = loadOperator(setting.files, setting.io, setting.plugged);
  return withStore(operator, setting, async (opened) =>
    name === undefined ? everything(opened, setting) : one(await demand(name, opened), opened, setting),
  );
}

async function everything({ store }: OpenStore, setting: Setting): Promise<number> {
  const now = setting.io.clock.now();
  const views = (await store.list()).map((listed) => lookAt(listed, setting));
  print(setting, statusText(views, now, setting.paint), () => ({ credentials: views }));
  return exitOf(views);
}

async function one(listed: Listed, { store }: OpenStore, setting: Setting): Promise<number> {
  const now = setting.io.clock.now();
  const view = lookAt(listed, setting);
  const events = await store.events({ uid: listed.uid, most: EVENTS, isNewestFirst: true });
  const budget = await budgetOf(listed, { store }, setting);
  const instants = instantsOf(listed, view, now);
  const text = oneText(view, { events, budget, instants }, { now, paint: setting.paint });
  print(setting, text, () => ({ credential: { ...view, budget, events, instants } }));
  return exitOf([view]);
}

function lookAt(listed: Listed, { plugged, io }: Setting): View {
  const kind = plugged.kinds.find(({ name }) => name === listed.declaration.kind);
  return viewOf(listed, kind, io.clock.now());
}

/** A person is needed where something is stuck or drifted, or waits to be imported or approved. */
function exitOf(views: readonly View[]): number {
  const isForPerson = ({ state, reason, drift }: View) =>
    state === "stuck" || reason === "import" || reason === "approval" || drift?.youCan !== undefined;
  return views.some(isForPerson) ? EXIT.person : EXIT.done;
}

async function budgetOf(
  { declaration, place }: Listed,
  { store }: Pick<OpenStore, "store">,
  { plugged, io }: Setting,
): Promise<{ left: number; of: number } | undefined> {
  const lockout = plugged.kinds.find(({ name }) => name === declaration.kind)?.limits?.lockout;
  if (!lockout) return undefined;
  const paid = await store.payments(place.identity, io.clock.now());
  return { left: lockout.tries - paid.length, of: lockout.tries };
}

/** When it is due next, and after that. */
function instantsOf({ credential, declaration }: Listed, { dueAt, state }: View, now: Date): readonly Instant[] {
  return !dueAt || state === "stuck" ? [] : forecast(credential, declaration, { now, count: INSTANTS });
}
