import type { Finding } from "../doctor/finding.ts";
import type { Paint, Style } from "./paint.ts";
import { inLine } from "./shown.ts";
import { counted } from "./table.ts";

const STYLES: Readonly<Record<Finding["outcome"], Style>> = { ok: "green", note: "yellow", bad: "red" };

/** What the doctor found, worst told last so that it stands above the prompt. */
export function doctorText(findings: readonly Finding[], paint: Paint): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const order: readonly Finding["outcome"][] = ["ok", "note", "bad"];
  const lines = order
    .flatMap((outcome) => findings.filter((one) => one.outcome === outcome))
    .map((finding) => lineOf(finding, width, paint));
  const wrong = findings.filter(({ outcome }) => outcome === "bad").length;
  return `${lines.join("")}\n${wrong === 0 ? "Nothing is wrong." : `${counted(wrong, "thing")} to mend.`} Nothing was changed.\n`;
}

function lineOf({ outcome, subject, text, remedy }: Finding, width: number, paint: Paint): string {
  const indent = " ".repeat(width + 8);
  const youCan = remedy === undefined ? "" : `${indent}${paint("dim", "you can")} ${inLine(remedy)}\n`;
  return `${paint(STYLES[outcome], outcome.padEnd(4))}  ${subject.padEnd(width)}  ${inLine(text)}\n${youCan}`;
}
