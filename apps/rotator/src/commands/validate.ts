import type { Command } from "commander";
import type { Bind } from "../command.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../exit.ts";
import { print, type Setting } from "../setting.ts";
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
  const json = () => ({
    valid: true,
    files,
    declarations: declarations.map(({ declaration }) => declaration.name),
    connections: [...operator.connections.keys()],
    sinks: [...operator.sinks.keys()],
  });
  print(setting, `${listed(files)} ${files.length === 1 ? "is" : "are"} right: ${counts.join(", ")}.\n`, json);
  return EXIT.done;
}
