import { type CredentialError, hasCode, problemOf } from "@rekey/core";
import { ConfigurationError } from "../config/fault.ts";
import { Trouble } from "../trouble.ts";
import { changed } from "./changed.ts";

/** An error as `--json` prints it: RFC 9457, with what a person needs beside it. */
export function problemJson(error: unknown): object {
  return { formatVersion: "1", problem: error instanceof ConfigurationError ? ofFaults(error) : ofError(error) };
}

function ofFaults({ faults }: ConfigurationError): object {
  return {
    type: "about:blank",
    title: "the configuration is wrong",
    status: 422,
    detail: faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join("\n"),
    code: "ERR_DECLARATION",
    changed: "no",
    faults: faults.map(({ file, line, column, path, message, remedy }) => ({
      file,
      line,
      column,
      path,
      message,
      remedy,
    })),
  };
}

function ofError(error: unknown): object {
  if (error instanceof Trouble) {
    const { telling, message, exit } = error;
    return {
      type: "about:blank",
      title: message,
      status: exit === 5 ? 503 : 400,
      detail: telling.changed,
      // The words for people begin with the one for machines.
      changed: /^(no|unknown)\b/.exec(telling.changed ?? "")?.[0],
      next: telling.next,
      remedy: telling.youCan,
    };
  }
  const { message, code, remedy, ...rest } = problemOf(error);
  const next = isAgain(error) ? error.againAt?.toISOString() : undefined;
  return {
    type: "about:blank",
    title: message,
    status: rest.status ?? 500,
    code,
    changed: changed({ code }),
    next,
    remedy,
    ...rest,
  };
}

function isAgain(error: unknown): error is CredentialError {
  return hasCode(error, problemOf(error).code) && "againAt" in error;
}
