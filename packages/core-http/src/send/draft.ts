import { wire, type Call } from "@rekey/core";
import type { Keys } from "../keys.ts";
import { queryOf } from "../sign/encode.ts";
import { sdkDate, sign } from "../sign/sign.ts";
import type { Outgoing } from "../wire/exchange.ts";
import type { Endpoint } from "./endpoint.ts";
import { plainHeaders, signable } from "./headers.ts";
import { fill, namesIn } from "./template.ts";

/** A Draft is a call on its way to one endpoint, complete but for its signature. */
export interface Draft {
  readonly method: Call["method"];
  readonly origin: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Whether a call is of one project: its documented path says so. */
export function isOfProject({ path }: Call): boolean {
  return namesIn(path).includes("project_id");
}

/** Writes a call down for its endpoint. Throws ERR_DECLARATION for what cannot be sent. */
export function draft(call: Call, { origin, prefix }: Endpoint, projectId: string | undefined): Draft {
  const project = projectId === undefined ? {} : { project_id: projectId };
  const body = call.body === undefined ? undefined : wire(call.body);
  return {
    method: call.method,
    origin,
    path: prefix + fill(call.path, { ...call.params, ...project }),
    query: queryOf(call.query),
    headers: {
      host: new URL(origin).host,
      "user-agent": "rekey",
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(projectId === undefined ? {} : { "x-project-id": projectId }),
      ...plainHeaders(call.headers),
      // A body that was packed could be cut short, or grow, unseen.
      "accept-encoding": "identity",
    },
    body,
  };
}

/** Makes one sending of a draft: its own request id and, where there are keys, the signature of this instant. */
export function stamp(
  { query, headers, ...rest }: Draft,
  requestId: string,
  signing?: { keys: Keys; at: Date },
): Outgoing {
  const own = { ...headers, "x-request-id": requestId };
  return {
    origin: rest.origin,
    method: rest.method,
    path: query === "" ? rest.path : `${rest.path}?${query}`,
    headers: signing ? signed({ query, headers: own, ...rest }, signing.keys, signing.at) : own,
    body: rest.body,
  };
}

function signed({ body = "", ...rest }: Draft, keys: Keys, at: Date): Record<string, string> {
  const token = keys.securityToken === undefined ? {} : { "x-security-token": keys.securityToken.reveal() };
  const headers = { ...rest.headers, ...token, "x-sdk-date": sdkDate(at) };
  return { ...headers, authorization: sign({ ...rest, body, headers: signable(headers) }, keys) };
}
