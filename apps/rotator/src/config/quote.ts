const HIDDEN = "[not shown]";

/** A name after which a secret may stand, and what follows it. */
const NAMED = /^(.*?(?:secret|pass|token|key|credential)[\w-]*["']?\s*[:=]\s*)(\S.*)$/i;
const REFERENCE = /^[[\]{}\s"',]*((env|file):[^\s"',\]}]+[[\]{}\s"',]*)+(#.*)?$/;
/** Long, of letters and digits both: what a key looks like. */
const DENSE = /(?<![\w:/.-])(?=[\w+/=!@$%^&*-]*\d)(?=[\w+/=!@$%^&*-]*[A-Za-z])[\w+/=!@$%^&*]{16,}/g;

/** `user:password@` in an address. */
const USER = /\/\/[^\s/@"']*@/g;

/** A value's text with the user and password of an address left out. */
export function withoutUser(text: string): string {
  return text.replace(USER, `//${HIDDEN}@`);
}

/** Quotes a line of the configuration with whatever may be a secret left out. */
export function quoted(line: string): string {
  const named = NAMED.exec(line);
  if (named?.[1] && named[2] && !REFERENCE.test(named[2]) && !/^[{[]\s*$|^[&|>]/.test(named[2]))
    return named[1] + HIDDEN;
  return withoutUser(line).replace(DENSE, HIDDEN).trimEnd();
}

/** Quotes no more of a line than the key it starts with. */
export function quotedKey(line: string): string {
  const key = /^(\s*(?:- )?[\w."'-]+\s*:)?/.exec(line)?.[0] ?? "";
  return `${key === "" ? (/^\s*(- )?/.exec(line)?.[0] ?? "") : `${key} `}${HIDDEN}`;
}
