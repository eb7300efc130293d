import { CredentialError } from "@rekey/core";
import { encode } from "../sign/encode.ts";

const NAME = /\{([a-z_]\w*)\}/gi;

/** The names that a documented URI template wants. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(NAME)].flatMap(([, name]) => name ?? []);
}

/**
 * Fills a documented URI template, each value as one percent-encoded part of its segment. Throws ERR_DECLARATION where a value is missing, empty,
 * `.`, `..` or no text at all: such an id would name another resource.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(NAME, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || ["", ".", ".."].includes(value) || !value.isWellFormed()) throw unfit(template, name);
    return encode(value);
  });
}

function unfit(template: string, name: string): CredentialError {
  const remedy = `give ${name} as the service shows it`;
  return new CredentialError("ERR_DECLARATION", `${template} cannot be called: {${name}} is missing or is no id`, {
    remedy,
  });
}
