import { type Command, written } from "./resp.ts";

/** A Dialect is what an instance's version makes of logins. */
export interface Dialect {
  readonly version: "4.0" | "5.0" | "6.0" | "7.0";
  readonly takesTwoArguments: boolean;
}

/** Whether a version knows HELLO, and so RESP 3. */
export function knowsHello({ version }: Dialect): boolean {
  return version === "6.0" || version === "7.0";
}

/** A Login is one try to get in. */
export interface Login {
  readonly user: string;
  readonly password: string;
  /** `user:password` in one argument is the documented form (page "Managing ACL Accounts"). */
  readonly form: "one" | "two";
}

/** Reads a login out of AUTH, or HELLO with AUTH in it. */
export function loginOf({ words }: Command): Login | undefined {
  const [name, ...rest] = words.map(String);
  const verb = name?.toLowerCase();
  if (verb === "auth") return ofAuth(rest);
  const at = rest.findIndex((word) => word.toLowerCase() === "auth");
  return verb === "hello" && at >= 0 ? ofAuth(rest.slice(at + 1, at + 3)) : undefined;
}

function ofAuth([first, second, more]: string[]): Login | undefined {
  if (first === undefined || more !== undefined) return undefined;
  if (second !== undefined) return { user: first, password: second, form: "two" };
  const at = first.indexOf(":");
  if (at < 0) return { user: "default", password: first, form: "one" };
  return { user: first.slice(0, at), password: first.slice(at + 1), form: "one" };
}

/**
 * The bytes that Redis gets for a command. DCS' one-argument form becomes the two arguments that Redis knows; two arguments where the instance takes
 * one only become none, because then Redis itself says that their number is wrong, in the right place among its other replies.
 */
export function forwarded(command: Command, dialect: Dialect): Buffer {
  const login = loginOf(command);
  if (!login) return command.raw;
  const isHello = command.words[0]?.toString().toLowerCase() === "hello";
  if (isHello && !knowsHello(dialect)) return command.raw;
  if (login.form === "one")
    return login.user === "default" ? command.raw : written(["AUTH", login.user, login.password]);
  return knowsHello(dialect) && dialect.takesTwoArguments ? command.raw : written(["AUTH"]);
}
