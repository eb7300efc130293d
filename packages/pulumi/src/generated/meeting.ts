// Written by `pnpm generate` from the kinds' schemas, by nobody else.

import * as pulumi from "@pulumi/pulumi";
import { isOf } from "../declare/resource.ts";
import type { Got } from "../declare/resource.ts";
import { Declaration } from "./declaration.ts";
import type { DeclarationArgs } from "./declaration.ts";

/** The account of AdminReset. */
export interface AdminResetAccount {
  /** The Meeting account, as the management console shows it. */
  account: pulumi.Input<string>;
}

/** What AdminReset takes. */
export interface AdminResetArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account: pulumi.Input<AdminResetAccount>;
}

/** A new password for a member of a Huawei Cloud Meeting enterprise, made by Meeting and sent to the member's mail or phone. Nobody else sees it, Rekey neither: its custody is the *recipient's*. The kind `meeting.admin-reset`. */
export class AdminReset extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<AdminResetArgs["account"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): AdminReset {
    return new AdminReset(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is AdminReset {
    return isOf(value, "meeting:AdminReset");
  }

  constructor(name: string, args: AdminResetArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: AdminResetArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "meeting.admin-reset", type: "meeting:AdminReset" }, { name, args, options });
  }
}

/** The account of OwnPassword. */
export interface OwnPasswordAccount {
  /** The Meeting account, as the management console shows it. */
  account: pulumi.Input<string>;
  /** The client that a check signs in as: 72 where absent. A newer page lists 0 (web), 5 (PC) and 6 (mobile) alone (unconfirmed). A check asks for no token, so none pushes anybody out. */
  clientType?: pulumi.Input<0 | 5 | 6 | 72 | undefined>;
}

/** An administrator's way to the same secret, taken where the service refuses the old one: `{ kind: meeting.admin-reset }`. */
export interface OwnPasswordReconcile {
  /** A kind that sets the same secret and needs no old one. */
  kind: pulumi.Input<string>;
  /** The operator's connection for that; the declaration's own where absent. */
  connection?: pulumi.Input<string | undefined>;
  /** The account as that kind names it; the declaration's own where absent. */
  account?: pulumi.Input<unknown>;
}

/** What OwnPassword takes. */
export interface OwnPasswordArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<OwnPasswordAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<OwnPasswordAccount>[] | undefined>;
  /** An administrator's way to the same secret, taken where the service refuses the old one: `{ kind: meeting.admin-reset }`. */
  reconcile?: pulumi.Input<OwnPasswordReconcile | undefined>;
}

/** The password of a member of a Huawei Cloud Meeting enterprise. Rekey makes the password, changes it as that member with the enterprise's App ID, and proves it by a login that takes no token. The kind `meeting.own-password`. */
export class OwnPassword extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<OwnPasswordArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<OwnPasswordArgs["accounts"]>>;
  /** An administrator's way to the same secret, taken where the service refuses the old one: `{ kind: meeting.admin-reset }`. */
  declare readonly reconcile: pulumi.Output<pulumi.Unwrap<OwnPasswordArgs["reconcile"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): OwnPassword {
    return new OwnPassword(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is OwnPassword {
    return isOf(value, "meeting:OwnPassword");
  }

  constructor(name: string, args: OwnPasswordArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: OwnPasswordArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "meeting.own-password", type: "meeting:OwnPassword" }, { name, args, options });
  }
}

/** Whom Meeting sends the new code to: a mail address or a number. */
export interface TerminalCodeAccountNotify {
  /** The country of `smsNumber`, such as chinaPR. */
  country?: pulumi.Input<string | undefined>;
  /** Where the code is mailed. */
  emailAddr?: pulumi.Input<string | undefined>;
  /** Where the code is sent as a short message; wants `country`. */
  smsNumber?: pulumi.Input<string | undefined>;
}

/** The account of TerminalCode. */
export interface TerminalCodeAccount {
  /** The terminal's serial number. */
  sn: pulumi.Input<string>;
  /** Whom Meeting sends the new code to: a mail address or a number. */
  notify: pulumi.Input<TerminalCodeAccountNotify>;
}

/** What TerminalCode takes. */
export interface TerminalCodeArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account: pulumi.Input<TerminalCodeAccount>;
}

/** The activation code of a hard terminal (by serial number) in a Huawei Cloud Meeting enterprise. Meeting makes the code and sends it to a mail address or a number; Rekey never sees it. The kind `meeting.terminal-code`. */
export class TerminalCode extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<TerminalCodeArgs["account"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): TerminalCode {
    return new TerminalCode(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is TerminalCode {
    return isOf(value, "meeting:TerminalCode");
  }

  constructor(name: string, args: TerminalCodeArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: TerminalCodeArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "meeting.terminal-code", type: "meeting:TerminalCode" }, { name, args, options });
  }
}

/** Whom Meeting sends the new code to as well; nobody where absent. */
export interface VisionCodeAccountNotify {
  /** The country of `smsNumber`, such as chinaPR. */
  country?: pulumi.Input<string | undefined>;
  /** Where the code is mailed. */
  emailAddr?: pulumi.Input<string | undefined>;
  /** Where the code is sent as a short message; wants `country`. */
  smsNumber?: pulumi.Input<string | undefined>;
}

/** The account of VisionCode. */
export interface VisionCodeAccount {
  /** The Meeting account, as the management console shows it. */
  account: pulumi.Input<string>;
  /** Whom Meeting sends the new code to as well; nobody where absent. */
  notify?: pulumi.Input<VisionCodeAccountNotify | undefined>;
}

/** What VisionCode takes. */
export interface VisionCodeArgs extends DeclarationArgs {
  /** Whose secret it is. */
  account?: pulumi.Input<VisionCodeAccount | undefined>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  accounts?: pulumi.Input<pulumi.Input<VisionCodeAccount>[] | undefined>;
}

/** The activation code of a smart screen's account (smart TV, IdeaHub, SmartRooms) in a Huawei Cloud Meeting enterprise. Meeting makes the code and answers with it. The kind `meeting.vision-code`. */
export class VisionCode extends Declaration {
  /** Whose secret it is. */
  declare readonly account: pulumi.Output<pulumi.Unwrap<VisionCodeArgs["account"]>>;
  /** In place of one account, two that take turns: the one in force is never the one that is changed. */
  declare readonly accounts: pulumi.Output<pulumi.Unwrap<VisionCodeArgs["accounts"]>>;

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): VisionCode {
    return new VisionCode(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is VisionCode {
    return isOf(value, "meeting:VisionCode");
  }

  constructor(name: string, args: VisionCodeArgs, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: VisionCodeArgs | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: "meeting.vision-code", type: "meeting:VisionCode" }, { name, args, options });
  }
}
