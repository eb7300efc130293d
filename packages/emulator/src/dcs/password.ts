const SPECIALS = "`~!@#$%^&*()-_=+\\|{},<.>/?";
const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, new RegExp(`[${SPECIALS.replace(/[\\\]^-]/g, String.raw`\$&`)}]`)];
const ALLOWED = new Set(`abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789${SPECIALS}`);

/** Whether DCS takes a new password for a user (page ResetAclAccountPassWord): 8 to 64 characters, three of four classes, no colon, not the name either way round. */
export function isComplex(password: string, user: string): boolean {
  const folded = password.toLowerCase();
  const name = user.toLowerCase();
  return (
    password.length >= 8 &&
    password.length <= 64 &&
    [...password].every((character) => ALLOWED.has(character)) &&
    CLASSES.filter((each) => each.test(password)).length >= 3 &&
    !folded.includes(name) &&
    !folded.includes([...name].toReversed().join(""))
  );
}
