import type { Account, Instance } from "./state.ts";

/** The documented fields of an instance that somebody could ask for (page ShowInstance); types as documented: `no_password_access` is a text. */
export function shown(instance: Instance): Record<string, unknown> {
  const { world, status, address } = instance;
  const { ip = address.host, domainName = null, port = address.port } = world.reports;
  return {
    ...fixed,
    instance_id: world.id,
    name: world.name,
    engine_version: world.version,
    status,
    ip,
    port,
    domain_name: domainName,
    enable_ssl: world.tls !== false,
  };
}

const fixed = {
  engine: "Redis",
  capacity: 1,
  cache_mode: "ha",
  charging_mode: 0,
  max_memory: 1024,
  used_memory: 2,
  no_password_access: "false",
  access_user: null,
  enable_publicip: false,
  publicip_id: null,
  publicip_address: null,
  readonly_domain_name: null,
  description: "",
  created_at: "2025-01-01T00:00:00.000Z",
  service_upgrade: false,
  enterprise_project_id: "0",
  az_codes: ["az1"],
  tags: [],
};

/** The documented fields of an account (page ListAclAccounts). */
export function shownAccount({ world }: Instance, account: Account): Record<string, unknown> {
  return {
    account_id: account.id,
    account_name: account.name,
    account_type: account.type,
    instance_id: world.id,
    status: account.status,
    account_role: account.role,
    description: account.description,
    error_code: null,
  };
}
