import type { Listed } from "@rekey/core";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import type { Operator } from "../config/config.ts";
import { loadOperator } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { demand, withStore } from "../session.ts";
import { outdated, OUTDATED } from "../mark/notice.ts";
import { print, type Setting } from "../setting.ts";
import { kindsOf, lookAtOne } from "../status/one.ts";
import { type View, viewOf } from "../status/view.ts";
import { oneText } from "../voice/one.ts";
import type { Paint } from "../voice/paint.ts";
import { statusText } from "../voice/status.ts";
import type { OpenStore } from "../storing.ts";

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
  const look = async (opened: OpenStore) =>
    name === undefined ? everything(opened, operator, setting) : one(await demand(name, opened), opened, setting);
  return withStore(operator, setting, look, { isReadOnly: true });
}

async function everything({ store }: OpenStore, { mark }: Operator, setting: Setting): Promise<number> {
  const now = setting.io.clock.now();
  const notice = await outdated(store, mark);
  const views = (await store.list()).map((listed) => lookAt(listed, setting));
  const head = notice === undefined ? "" : noticeText(notice, setting.paint);
  print(setting, head + statusText(views, now, setting.paint), () => ({ notice, credentials: views }));
  return exitOf(views);
}

async function one(listed: Listed, { store }: OpenStore, setting: Setting): Promise<number> {
  const now = setting.io.clock.now();
  const found = await lookAtOne(listed, { store, kinds: setting.plugged.kinds, now });
  print(setting, oneText(found, found, { now, paint: setting.paint }), () => ({ credential: found }));
  return exitOf([found]);
}

/** Nothing that stands below it may be believed before it is answered. */
function noticeText(notice: string, paint: Paint): string {
  return `${paint("red", "!")} ${notice}\n  ${paint("dim", "you can")} ${OUTDATED}\n\n`;
}

function lookAt(listed: Listed, { plugged, io }: Setting): View {
  return viewOf(listed, kindsOf(listed, plugged.kinds), io.clock.now());
}

/** A person is needed where something is stuck or drifted, or waits to be imported or approved. */
function exitOf(views: readonly View[]): number {
  const isForPerson = ({ state, reason, drift }: View) =>
    state === "stuck" || reason === "import" || reason === "approval" || drift?.youCan !== undefined;
  return views.some(isForPerson) ? EXIT.person : EXIT.done;
}
