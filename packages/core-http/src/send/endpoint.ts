import { CredentialError } from "@rekey/core";

/** An Endpoint is where a service answers: an origin and, behind a proxy, a path before its own. */
export interface Endpoint {
  readonly origin: string;
  /** Empty, or with a leading and without a closing slash. */
  readonly prefix: string;
}

/** Reads what the operator wrote in place of a service's own endpoint. */
export function endpointOf(url: string): Endpoint {
  const { origin, pathname } = new URL(url);
  return { origin, prefix: pathname.replace(/\/+$/, "") };
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Finds where a service answers: what the operator wrote, else the documented pattern. No other domain is ever guessed: in some regions the
 * pattern is wrong, and a wrong account's endpoint answers with misleading refusals.
 * Source: Regions and Endpoints, https://developer.huaweicloud.com/intl/en-us/endpoint
 */
export function findEndpoint(service: string, region: string, endpoints: Readonly<Record<string, string>>): Endpoint {
  const own = Object.hasOwn(endpoints, service) ? endpoints[service] : undefined;
  if (own !== undefined) return endpointOf(own);
  if (LABEL.test(service)) return { origin: `https://${service}.${region}.myhuaweicloud.com`, prefix: "" };
  throw new CredentialError("ERR_DECLARATION", "a service's name is a part of its host name, such as dcs", {
    remedy: "name its endpoint in `endpoints`",
  });
}
