import type { MiddlewareHandler } from "hono";
import type { Caller, Scope } from "./caller.ts";
import type { Asked, Env, Ground } from "./ground.ts";
import { Refusal } from "./refusal.ts";

/** What anybody may ask: whether the daemon is alive, and nothing about it. */
const OPEN: readonly string[] = ["/healthz", "/readyz"];

/** Lets in whom `authorize` knows, whatever they ask for: who is not known does not learn what there is. */
export function known(ground: Pick<Ground, "authorize">): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!OPEN.includes(c.req.path)) c.set("caller", await callerOf(c, ground));
    await next();
  };
}

/** Who sends a request, as its token stands now. Rejects with a Refusal. */
export function callerOf(c: Asked, { authorize }: Pick<Ground, "authorize">): Promise<Caller> {
  return authorize(c.req.header("authorization"), c.env?.incoming?.socket.remoteAddress);
}

/** Whoever may declare a name may see how it does. */
export function maySee(caller: Caller, name: string): boolean {
  return caller.may("read", name) || caller.may("declare", name);
}

/** Throws a Refusal of status 403 where a name is not for the caller to see, whether or not there is such a credential. */
export function demandSeen(caller: Caller, name: string): void {
  if (!maySee(caller, name)) throw forbidden(["read", "declare"], name);
}

/** What stands in a route for whoever may use it: one of these scopes, for the name in its path where it has one. */
export function scoped(...scopes: readonly Scope[]) {
  const middleware: MiddlewareHandler<Env> = async (c, next) => {
    const caller = c.get("caller");
    const name = c.req.param("name");
    if (!scopes.some((scope) => caller.may(scope, name))) throw forbidden(scopes, name);
    await next();
  };
  return { middleware, security: [{ token: scopes.map(String) }] };
}

function forbidden(scopes: readonly Scope[], name: string | undefined): Refusal {
  const whose = name === undefined ? "this" : name;
  return new Refusal(403, `this token may not do this to ${whose}`, {
    code: "ERR_IDENTITY",
    remedy: `use a token with ${scopes.map((scope) => spelled(scope, name)).join(" or ")}; rotator token create makes one`,
  });
}

function spelled(scope: Scope, name: string | undefined): string {
  const isNamed = scope === "declare" || scope === "secret";
  return isNamed && name !== undefined ? `the scope ${scope}:${name}` : `the scope ${scope}`;
}
