import { flag, text, whole } from "@rekey/core";
import { z } from "zod";

/** An Instance is one cache. Its documented statuses are CREATING, CREATEFAILED, RUNNING, ERROR, RESTARTING, FROZEN, EXTENDING, RESTORING and FLUSHING; others pass through. */
export type Instance = z.infer<typeof instance>;

export const instance = z
  .object({
    instance_id: z.string(),
    name: text,
    status: text,
    sub_status: text,
    engine: text,
    engine_version: text,
    cache_mode: text,
    domain_name: text,
    readonly_domain_name: text,
    ip: text,
    port: whole,
    publicip_address: text,
    enable_ssl: flag,
    no_password_access: text,
    access_user: text,
    product_type: text,
  })
  .transform((it) => ({
    instanceId: it.instance_id,
    name: it.name,
    status: it.status,
    subStatus: it.sub_status,
    engine: it.engine,
    engineVersion: it.engine_version,
    /** `single`, `ha`, `ha_rw_split`, `proxy` or `cluster`. */
    cacheMode: it.cache_mode,
    domainName: it.domain_name,
    readonlyDomainName: it.readonly_domain_name,
    /** For a cluster several, separated by commas. */
    ip: it.ip,
    port: it.port,
    publicipAddress: it.publicip_address,
    enableSsl: it.enable_ssl,
    /** The text `true` or `false`: ACL accounts do not work on an instance without a password. */
    noPasswordAccess: it.no_password_access,
    accessUser: it.access_user,
    productType: it.product_type,
  }));
