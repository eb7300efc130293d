import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { Secret } from "@rekey/core";
import { z } from "zod";
import { EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { reasonOf, Trouble } from "../trouble.ts";
import { turnAway } from "./turn-away.ts";

/** A Reference says where a secret is kept; the file itself never holds one. */
export type Reference = { readonly env: string } | { readonly file: string };

/** A reference as a person writes it: `env:NAME` or `file:/path`. */
export const reference = z.unknown().transform((value, ctx): Reference => {
  const text = typeof value === "string" ? value : "";
  const env = /^env:([A-Za-z_]\w*)$/.exec(text)?.[1];
  const file = /^file:(.+)$/.exec(text)?.[1];
  if (env !== undefined) return { env };
  if (file !== undefined) return { file };
  return turnAway(ctx, {
    input: undefined,
    message: "a secret is referred to, never written here",
    remedy: "write env:NAME or file:/path, and keep the secret there",
  });
});

/** Reads the secret that a reference names. Throws a Trouble that says which and why not. */
export function readReference(written: Reference, folder: string, { env }: Pick<Io, "env">, what: string): Secret {
  if ("env" in written) {
    const value = env[written.env];
    if (value) return new Secret(value);
    throw unreadable(what, `the environment variable ${written.env} is not set`, `set ${written.env} for this process`);
  }
  const path = pathOf(written.file, folder);
  try {
    return new Secret(readFileSync(path, "utf8").trimEnd());
  } catch (error) {
    throw unreadable(what, `${path}: ${reasonOf(error)}`, `let this user read ${path}, or name another file`, error);
  }
}

/** A path of the configuration, from the folder of its file. */
export function pathOf(path: string, folder: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

function unreadable(what: string, why: string, youCan: string, cause?: unknown): Trouble {
  return new Trouble(`${what} cannot be read: ${why}`, {
    changed: "no: nothing was sent",
    youCan,
    exit: EXIT.usage,
    cause,
  });
}
