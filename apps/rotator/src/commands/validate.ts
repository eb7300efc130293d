import type { Declaration } from "@rekey/core";
import { type Instant, instants } from "@rekey/reconciler";
import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { print, type Setting } from "../setting.ts";
import { boundsText, cadenceText, instantText, isBounded } from "../voice/schedule.ts";
import { counted, listed } from "../voice/table.ts";

/** `rotator validate`: reads the configuration, and neither store nor network. */
export function validate(program: Command, bind: Bind): void {
  bind(
    program.command("validate").description("check the configuration; touches neither the store nor the network"),
    act,
  );
}

async function act(setting: Setting): Promise<number> {
  const { files, declarations, operator } = loadConfig(setting.files, setting.io, setting.plugged);
  const counts = [
    counted(declarations.length, "declaration"),
    counted(operator.connections.size, "connection"),
    counted(operator.sinks.size, "sink"),
  ];
  const now = setting.io.clock.now();
  const foretold = declarations.map(({ declaration }) => foretell(declaration, now));
  const json = () => ({
    valid: true,
    files,
    declarations: declarations.map(({ declaration }) => declaration.name),
    schedules: foretold,
    connections: [...operator.connections.keys()],
    sinks: [...operator.sinks.keys()],
  });
  const right = `${listed(files)} ${files.length === 1 ? "is" : "are"} right: ${counts.join(", ")}.\n`;
  print(setting, right + foretold.map(scheduleText).join(""), json);
  return EXIT.done;
}

interface Foretold extends Pick<Declaration, "name" | "rotate"> {
  readonly instants: readonly Instant[];
}

const INSTANTS = 5;

/** What a schedule would do if the credential were rotated now. */
function foretell({ name, rotate }: Declaration, now: Date): Foretold {
  return { name, rotate, instants: instants(rotate, { from: now, count: INSTANTS }) };
}

/** A bare period needs no list. */
function scheduleText({ name, rotate, instants: all }: Foretold): string {
  if (!isBounded(rotate)) return "";
  const lines = [
    ["rotates", cadenceText(rotate)],
    ...boundsText(rotate),
    ...all.map((instant, at) => [at === 0 ? "due" : "", instantText(instant)] as const),
  ] as const;
  return `\n${name}\n${lines.map(([label, text]) => `  ${label.padEnd(9)} ${text}\n`).join("")}`;
}
