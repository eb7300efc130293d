/** A profile file's sections by name, each with its values by key. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads an INI file: `[section]`, `key = value`, `#` and `;` at the start of a line. A value is all that stands behind the first `=`, trimmed, so
 * that no mark inside a secret means anything. Throws a SyntaxError that names a line and never quotes one.
 */
export function parseIni(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || /^[#;]/.test(line)) continue;
    const name = /^\[([^[\]]+)\]$/.exec(line)?.[1]?.trim();
    if (name !== undefined) sections.set(name, (section = sections.get(name) ?? new Map<string, string>()));
    else section.set(...pairOf(line, index + 1));
  }
  return sections;
}

function pairOf(line: string, number: number): [key: string, value: string] {
  const at = line.indexOf("=");
  if (at < 1) throw new SyntaxError(`line ${number} is neither a [section] nor a key = value`);
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
