// Written by `pnpm generate` from the kinds' schemas, by nobody else.

import * as pulumi from "@pulumi/pulumi";
import { isOf } from "../declare/resource.ts";
import type { Got } from "../declare/resource.ts";
import { Declaration } from "./declaration.ts";
import type { DeclarationArgs } from "./declaration.ts";

/** The account of AccessKey. */
export interface AccessKeyAccount {
  /** The IAM user, by name or by id. */
  user: pulumi.Input<string>;
}

/** What AccessKey takes. */
export interface AccessKeyArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account: pulumi.Input<AccessKeyAccount>;
}

/** The access key of an IAM user. IAM makes it, Rekey keeps it, proves it and withdraws the old one once nobody uses it: both work meanwhile. The kind `iam.access-key`. */
export class AccessKey extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<AccessKeyArgs["account"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): AccessKey {
    return new AccessKey(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is AccessKey {
    return isOf(value, "iam:AccessKey");
  }

  constructor(name: string, args: AccessKeyArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: AccessKeyArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "iam.access-key", type: "iam:AccessKey" }, { name, args, options });
  }
}

/** The account of RandomPassword. */
export interface RandomPasswordAccount {
  /** The user of cloud desktops, by name or by id. */
  user: pulumi.Input<string>;
  /** Sends each new password to the user too, by mail or to the phone; nobody is told where absent. Users who activate their desktops themselves need it. */
  notify?: pulumi.Input<pulumi.Input<"email" | "phone">[] | undefined>;
}

/** What RandomPassword takes. */
export interface RandomPasswordArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<RandomPasswordAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<RandomPasswordAccount>[] | undefined>;
}

/** The password of a user of cloud desktops (Workspace). Workspace makes it and replies with it; Rekey keeps it. The kind `iam.random-password`. */
export class RandomPassword extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<RandomPasswordArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<RandomPasswordArgs["accounts"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): RandomPassword {
    return new RandomPassword(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is RandomPassword {
    return isOf(value, "iam:RandomPassword");
  }

  constructor(name: string, args: RandomPasswordArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: RandomPasswordArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "iam.random-password", type: "iam:RandomPassword" }, { name, args, options });
  }
}

/** The account of UserPassword. */
export interface UserPasswordAccount {
  /** The IAM user, by name or by id. */
  user: pulumi.Input<string>;
}

/** What UserPassword takes. */
export interface UserPasswordArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<UserPasswordAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<UserPasswordAccount>[] | undefined>;
}

/** The password of an IAM user. Rekey makes the password, an administrator's connection sets it, a request for a token proves it. The kind `iam.user-password`. */
export class UserPassword extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<UserPasswordArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<UserPasswordArgs["accounts"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): UserPassword {
    return new UserPassword(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is UserPassword {
    return isOf(value, "iam:UserPassword");
  }

  constructor(name: string, args: UserPasswordArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: UserPasswordArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "iam.user-password", type: "iam:UserPassword" }, { name, args, options });
  }
}
