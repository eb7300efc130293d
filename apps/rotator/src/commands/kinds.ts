import type { CredentialKind } from "@rekey/core";
import type { Command } from "commander";
import { z } from "zod";
import type { Bind } from "../command.ts";
import { EXIT } from "../exit.ts";
import { print, type Setting } from "../setting.ts";
import { table } from "../voice/table.ts";

/** `rotator kinds`: what can be declared, and what each kind of credential can do. */
export function kinds(program: Command, bind: Bind): void {
  bind(program.command("kinds").description("list the kinds of credentials and the accounts they take"), act);
}

async function act(setting: Setting): Promise<number> {
  const all = setting.plugged.kinds;
  const rows = all.map((kind) => [kind.name, MAKERS[kind.secret], abilities(kind).join(", "), fields(kind).join(", ")]);
  const text = table([["KIND", "NEW SECRET", "CAN BE", "ACCOUNT"], ...rows]);
  print(setting, text, () => ({ kinds: all.map(jsonOf) }));
  return EXIT.done;
}

const MAKERS: Readonly<Record<CredentialKind["secret"], string>> = {
  supplied: "made by us",
  returned: "made by the service",
  mailed: "mailed to its recipient",
};

const ABILITIES = [
  ["checked", "check"],
  ["seen to have landed", "landed"],
  ["retired late", "retire"],
] as const;

/** What the presence of a method says. */
function abilities(kind: CredentialKind): readonly string[] {
  return ABILITIES.flatMap(([word, method]) => (method in kind ? [word] : []));
}

/** `instance, user, login?` */
function fields(kind: CredentialKind): readonly string[] {
  const { properties = {}, required = [] } = schemaOf(kind);
  return Object.keys(properties).map((field) => (required.includes(field) ? field : `${field}?`));
}

function schemaOf({ account }: CredentialKind): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(account, { io: "input", unrepresentable: "any" });
}

function jsonOf(kind: CredentialKind): object {
  const { name, secret, disrupts, limits } = kind;
  return { name, secret, can: abilities(kind), disrupts, limits, account: schemaOf(kind) };
}
