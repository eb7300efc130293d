import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Api } from "../ground.ts";
import { typeOf } from "../problem.ts";
import { refusalOfTarget } from "./path.ts";

/** Serves an API: what is no plain path does not reach it. */
export function listenerOf(app: Api): RequestListener {
  const serve = getRequestListener(app.fetch);
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const refused = refusalOfTarget(incoming.url ?? "");
    if (refused) refuse(outgoing, refused);
    else void serve(incoming, outgoing);
  };
}

function refuse(outgoing: ServerResponse, { status, title }: { status: number; title: string }): void {
  const problem = {
    type: typeOf("ERR_DECLARATION"),
    title,
    status,
    code: "ERR_DECLARATION",
    changed: "no",
    remedy: "write it as GET /v1/openapi.json says",
  };
  const headers = { "content-type": "application/problem+json", "cache-control": "no-store", connection: "close" };
  outgoing.writeHead(status, headers).end(JSON.stringify(problem));
}
