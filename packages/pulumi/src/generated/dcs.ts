// Written by `pnpm generate` from the kinds' schemas, by nobody else.

import * as pulumi from "@pulumi/pulumi";
import { isOf } from "../declare/resource.ts";
import type { Got } from "../declare/resource.ts";
import { Declaration } from "./declaration.ts";
import type { DeclarationArgs } from "./declaration.ts";

/** The account of AclPassword. */
export interface AclPasswordAccount {
  /** The instance, by id or by name. */
  instance: pulumi.Input<string>;
  /** The name of the ACL account. */
  user: pulumi.Input<string>;
  /** How a login is proved: `AUTH user:password`, which is documented, where absent; `AUTH user password` where the instance takes it (unconfirmed for Redis 6 and 7 on DCS). */
  login?: pulumi.Input<"one-argument" | "two-argument" | undefined>;
}

/** What AclPassword takes. */
export interface AclPasswordArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<AclPasswordAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<AclPasswordAccount>[] | undefined>;
}

/** The password of a normal ACL account of a DCS (managed Redis) instance. Rekey makes the password, an administrator's call sets it, a Redis login proves it. The kind `dcs.acl-password`. */
export class AclPassword extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<AclPasswordArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<AclPasswordArgs["accounts"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): AclPassword {
    return new AclPassword(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is AclPassword {
    return isOf(value, "dcs:AclPassword");
  }

  constructor(name: string, args: AclPasswordArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: AclPasswordArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "dcs.acl-password", type: "dcs:AclPassword" }, { name, args, options });
  }
}

/** The account of InstancePassword. */
export interface InstancePasswordAccount {
  /** The instance, by id or by name. */
  instance: pulumi.Input<string>;
}

/** What InstancePassword takes. */
export interface InstancePasswordArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<InstancePasswordAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<InstancePasswordAccount>[] | undefined>;
}

/** The password of a DCS (managed Redis) instance itself: its default user's. Rekey makes the password, an administrator's call sets it, a Redis login proves it. The kind `dcs.instance-password`. */
export class InstancePassword extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<InstancePasswordArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<InstancePasswordArgs["accounts"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): InstancePassword {
    return new InstancePassword(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is InstancePassword {
    return isOf(value, "dcs:InstancePassword");
  }

  constructor(name: string, args: InstancePasswordArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: InstancePasswordArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "dcs.instance-password", type: "dcs:InstancePassword" }, { name, args, options });
  }
}
