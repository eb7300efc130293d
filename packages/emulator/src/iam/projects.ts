import { type Answer, refuse } from "../gateway/answer.ts";
import type { Asked } from "../gateway/service.ts";
import type { Made } from "../world.ts";

const DOCUMENTED = ["domain_id", "enabled", "is_domain", "name", "page", "parent_id", "per_page"];

/** Answers KeystoneListProjects: what project a region's name stands for (page "Querying Project Information"). */
export function listProjects({ region, project, domain, keys }: Made, { query }: Asked): Answer {
  const unknown = [...query.keys()].find((name) => !DOCUMENTED.includes(name));
  if (unknown !== undefined)
    return refuse({ status: 400, code: "IAM.0011", message: `Request parameter ${unknown} is invalid.` });
  const others = keys.flatMap((key) => (key.project === undefined ? [] : [key.project]));
  const all = [project, ...new Set(others.filter((id) => id !== project))].map((id, at) => ({
    id,
    // One region may have sub-projects; only the first bears the region's own name.
    name: at === 0 ? region : `${region}_${at}`,
    domain_id: domain,
    parent_id: domain,
    is_domain: false,
    enabled: true,
    description: "",
    links: { self: `https://iam.${region}.myhuaweicloud.com/v3/projects/${id}` },
  }));
  const projects = all.filter(({ name }) => [null, name].includes(query.get("name")));
  const links = { next: null, previous: null, self: `https://iam.${region}.myhuaweicloud.com/v3/projects` };
  return { status: 200, body: { links, projects } };
}

/** Answers KeystoneListAuthDomains: the one account of this world. */
export function listDomains({ region, domain, iam }: Made): Answer {
  const self = `https://iam.${region}.myhuaweicloud.com/v3`;
  const one = {
    id: domain,
    name: iam.account,
    enabled: true,
    description: "",
    links: { self: `${self}/domains/${domain}` },
  };
  return { status: 200, body: { domains: [one], links: { next: null, previous: null, self: `${self}/auth/domains` } } };
}
