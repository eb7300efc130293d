import { CredentialError } from "@rekey/core";
import { escapes } from "./escape.ts";
import type { Fields } from "./fields.ts";
import { unfit } from "./unfit.ts";

/** What a template is written as, which says how its values are escaped. */
export type Language = keyof typeof escapes;

const FIELD = /\{\{([^{}]*)\}\}/g;

/** Puts values into a text in place of `{{field}}`, and does nothing else: no conditions, no loops. Throws ERR_DELIVERY for a field that there is not. */
export function fill(template: string, language: Language, fields: Fields): string {
  return template.replaceAll(FIELD, (_, named: string) => {
    const field = named.trim();
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (value === undefined) throw unknown(field, fields);
    return escapes[language](value) ?? unfit(field, language);
  });
}

/** Whether every `{{` of a template opens a field's name and every `}}` closes one. */
export function isTemplate(text: string): boolean {
  const names = [...text.matchAll(FIELD)].map(([, name = ""]) => name.trim());
  return names.every((name) => /^\w+$/.test(name)) && !/\{\{|\}\}/.test(text.replaceAll(FIELD, ""));
}

function unknown(field: string, fields: Fields): CredentialError {
  return new CredentialError("ERR_DELIVERY", `the template asks for ${field}, which this credential has not`, {
    remedy: `write one of ${Object.keys(fields).toSorted().join(", ")}`,
  });
}
