import type { Command } from "commander";
import type { Bind } from "../command.ts";
import type { Declaring } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { cloudFindings } from "../doctor/cloud.ts";
import type { Finding } from "../doctor/finding.ts";
import { sinkFindings } from "../doctor/sinks.ts";
import { storeFindings } from "../doctor/store.ts";
import { EXIT } from "../exit.ts";
import { print, type Setting } from "../setting.ts";
import { listed } from "../voice/table.ts";
import { doctorText } from "../voice/doctor.ts";

/** `rotator doctor`: looks at everything that a rotation needs, and changes nothing. */
export function doctor(program: Command, bind: Bind): void {
  bind(
    program
      .command("doctor")
      .description("look at keys, store, clock, endpoints, permissions, login ports and sinks; changes nothing"),
    act,
  );
}

async function act(setting: Setting): Promise<number> {
  const config = loadConfig(setting.files, setting.io, setting.plugged);
  const findings = [
    ...(await storeFindings(config.operator, setting)),
    ...(await cloudFindings(config, setting)),
    ...(await sinkFindings(config)),
    ...untried(config.declarations),
  ];
  print(setting, doctorText(findings, setting.paint), () => ({ findings }));
  return findings.some(({ outcome }) => outcome === "bad") ? EXIT.failed : EXIT.done;
}

/** A permission to change something shows only by changing it. */
function untried(declarations: readonly Pick<Declaring, "kind">[]): readonly Finding[] {
  const kinds = new Set(declarations.map(({ kind }) => kind));
  return [...kinds].map(({ name, permissions = [] }) => ({
    outcome: "note",
    subject: "changes",
    text: `the permission to change a ${name} is not tried${permissions.length > 0 ? `: ${listed(permissions)}` : ""}; docs/kinds/${name}.md says what it needs`,
  }));
}
