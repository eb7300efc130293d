import type { Declaration } from "@rekey/core";
import { exact } from "../voice/duration.ts";
import { accountsText } from "../voice/one.ts";
import { boundsText, cadenceText } from "../voice/schedule.ts";
import type { Match } from "./match.ts";

/** `every 30d → 7d; delivers to app-env` */
export function differences({ stored, declaration }: Match): readonly string[] {
  const was = stored?.declaration ?? declaration;
  const told: readonly (readonly [string, (one: Declaration) => string])[] = [
    ["", (one) => cadenceText(one.rotate)],
    ...BOUNDS.map((label) => [label, (one: Declaration) => boundOf(one, label)] as const),
    ["deliver", (one) => one.deliver.join(", ") || "nowhere"],
    ["grace", (one) => exact(one.graceMs)],
    ["approval", (one) => one.approval ?? "by a person"],
    ["stagger", ({ stagger }) => (stagger ? `${stagger.group} by ${exact(stagger.offsetMs)}` : "none")],
    ["heartbeat", ({ heartbeat = "1d" }) => (typeof heartbeat === "string" ? heartbeat : exact(heartbeat.everyMs))],
    ["drift", (one) => one.drift ?? "report"],
    ["connection", (one) => one.connection],
    ["owner", (one) => one.owner],
    ["account", accountsText],
  ];
  return told.flatMap(([label, say]) =>
    say(was) === say(declaration) ? [] : [`${label} ${say(was)} → ${say(declaration)}`.trimStart()],
  );
}

const BOUNDS = ["windows", "blackouts", "jitter"] as const;

function boundOf({ rotate }: Declaration, label: string): string {
  return new Map(boundsText(rotate)).get(label) ?? "none";
}
