import { type CredentialError, hasCode, type Problem, problemOf } from "@rekey/core";
import { ConfigurationError, type Fault } from "../config/fault.ts";
import { EXIT } from "../exit.ts";
import { type Telling, Trouble } from "../trouble.ts";
import { changedText } from "./changed.ts";
import type { Paint } from "./paint.ts";
import { inLine } from "./shown.ts";
import { counted } from "./table.ts";
import { relative } from "./when.ts";

interface Setting {
  readonly paint: Paint;
  readonly now: Date;
  readonly isDebug: boolean;
  readonly where?: string | undefined;
}

/** Any error, as a person reads it: who, what, why, what next. */
export function errorText(error: unknown, setting: Setting): string {
  if (error instanceof ConfigurationError) return faultsText(error.faults, setting.paint);
  const trace = setting.isDebug && error instanceof Error ? `\n${traceOf(error)}\n` : "";
  return tellingText(headline(error), tellingOf(error, setting), setting.paint) + trace;
}

/** The labelled lines under a headline. */
export function tellingText(title: string, telling: Telling, paint: Paint): string {
  const all = [
    ["where", telling.where],
    ["call", telling.call],
    ["changed?", telling.changed],
    ["next", telling.next],
    ["you can", telling.youCan],
    ["decode", telling.decode],
  ] as const;
  const lines = all.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${paint("dim", label.padEnd(9))} ${inLine(text)}\n`],
  );
  return `${paint("red", "Error:")} ${inLine(title)}\n${lines.length > 0 ? `\n${lines.join("")}` : ""}`;
}

function headline(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  return isOurs(error) ? problemOf(error).message : "rotator met an error of its own";
}

function tellingOf(error: unknown, { now, where }: Setting): Telling {
  if (error instanceof Trouble) return { where, ...error.telling };
  if (!isOurs(error))
    return {
      where,
      changed: "unknown: what was under way is kept, and settled when rotator runs again",
      youCan: "run again with --debug and report what it prints",
    };
  const problem = problemOf(error);
  const next = error.againAt && `the next try is ${relative(error.againAt, now)}`;
  return { where, ...problemTelling(problem), next };
}

/** What is known of a failure from what was stored of it. */
export function problemTelling(problem: Problem): Telling {
  const { remedy, encodedAuthorizationMessage: encoded } = problem;
  const decode = encoded === undefined ? undefined : decodeText(encoded);
  return { call: callText(problem), changed: changedText(problem), youCan: remedy, decode };
}

/** `decodeAuthorizationMessage` of @rekey/iam sends the same. It needs the action sts::decodeAuthorizationMessage. */
function decodeText(encoded: string): string {
  const call = "POST https://sts.{region}.myhuaweicloud.com/v5/decode-authorization-message";
  return `which policy refused: ${call} ${JSON.stringify({ encoded_message: encoded })}`;
}

/** `dcs resetAclAccountPassWord → 400 DCS.4036 (request 9f0c2e…)` */
export function callText({ service, operation, status, serviceCode, requestId }: Problem): string | undefined {
  if (operation === undefined) return undefined;
  const answer = [status, serviceCode].filter((one) => one !== undefined).join(" ");
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  return `${[service, operation].filter(Boolean).join(" ")}${answer === "" ? "" : ` → ${answer}`}${request}`;
}

function isOurs(error: unknown): error is CredentialError {
  return hasCode(error, problemOf(error).code) && "details" in error;
}

/** Everything that is wrong in the configuration. */
function faultsText(faults: readonly Fault[], paint: Paint): string {
  const blocks = faults.map((fault) => faultText(fault, paint));
  return `${blocks.join("\n")}\n${counted(faults.length, "error")} in the configuration. Nothing was begun.\n`;
}

function faultText({ file, line, column, path, message, remedy, quote }: Fault, paint: Paint): string {
  const number = String(line);
  const said = inLine(message);
  const shown = quote?.trim()
    ? [
        `  ${paint("dim", `${number} |`)} ${quote.replaceAll("\t", " ")}\n`,
        `  ${" ".repeat(number.length)} ${paint("dim", "|")} ${" ".repeat(column - 1)}${paint("red", "^")}\n`,
      ]
    : [];
  const where = `  ${paint("dim", "where    ")} ${file}:${line}:${column}${path === "" ? "" : `, ${path}`}\n`;
  const youCan = remedy === undefined ? "" : `  ${paint("dim", "you can  ")} ${inLine(remedy)}\n`;
  return `${paint("red", "Error:")} ${said}\n\n${shown.join("")}${where}${youCan}`;
}

/** With --debug only: where in the code; never the text of a cause, which may hold anything. */
function traceOf(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.name}\n${traceOf(error.cause)}` : "";
  return `${error.name}\n${frames.join("\n")}${cause}`;
}

/** What a command ends with when this stopped it. */
export function exitOf(error: unknown): number {
  if (error instanceof Trouble) return error.exit;
  if (error instanceof ConfigurationError || hasCode(error, "ERR_DECLARATION")) return EXIT.usage;
  return hasCode(error, "ERR_STUCK") ? EXIT.person : EXIT.failed;
}
