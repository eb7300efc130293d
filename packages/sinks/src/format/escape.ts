/** Escapes one value for the place where a template puts it; undefined where the format cannot hold it. */
type Escape = (value: string) => string | undefined;

/** Between the double quotes of a JSON string. */
const json: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** Between the double quotes of a YAML string, in ASCII: what YAML calls printable and a line break differs between its versions. */
const yaml: Escape = (value) =>
  json(value)?.replaceAll(/[^\x20-\x7e]/gu, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });

/** Between single quotes: the one form that every reader of such files takes literally. */
const dotenv: Escape = (value) => (/['\r\0]/.test(value) ? undefined : value);

/** Between single quotes of a shell. */
const shell: Escape = (value) => (value.includes("\0") ? undefined : value.replaceAll("'", String.raw`'\''`));

/** One component of a URL: user, password, host, or a part of the path. */
const url: Escape = (value) =>
  value.isWellFormed()
    ? encodeURIComponent(value).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : undefined;

const text: Escape = (value) => value;

export const escapes = { json, yaml, dotenv, shell, url, text } as const;
