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

/** Services that answer outside the pattern, by region. Source: huaweicloud-sdk-go-v3, services/meeting/v1/region/region.go */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  meeting: {
    "cn-north-4": "https://api.meeting.huaweicloud.com",
    "ap-southeast-1": "https://api-intl.meeting.huaweicloud.com",
  },
};

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Finds where a service answers: what the operator wrote, else what is documented, which is a pattern for all but a few. No other domain is ever guessed: in some regions the
 * pattern is wrong, and a wrong account's endpoint answers with misleading refusals.
 * Source: Regions and Endpoints, https://developer.huaweicloud.com/intl/en-us/endpoint
 */
export function findEndpoint(service: string, region: string, endpoints: Readonly<Record<string, string>>): Endpoint {
  const own = Object.hasOwn(endpoints, service) ? endpoints[service] : undefined;
  if (own !== undefined) return endpointOf(own);
  if (Object.hasOwn(ELSEWHERE, service)) return elsewhere(service, region);
  if (LABEL.test(service)) return { origin: `https://${service}.${region}.myhuaweicloud.com`, prefix: "" };
  throw new CredentialError("ERR_DECLARATION", "a service's name is a part of its host name, such as dcs", {
    remedy: "name its endpoint in `endpoints`",
  });
}

function elsewhere(service: string, region: string): Endpoint {
  const url = ELSEWHERE[service]?.[region];
  if (url !== undefined) return endpointOf(url);
  throw new CredentialError("ERR_DECLARATION", `nobody documents where ${service} answers in ${region}`, {
    remedy: `name its endpoint in \`endpoints.${service}\``,
  });
}
