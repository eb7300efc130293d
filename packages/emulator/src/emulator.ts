import type { Secret } from "@rekey/core";
import type { AccountStatus, InstanceStatus } from "./dcs/instance.ts";
import type { Fault } from "./faults/fault.ts";
import type { Seen } from "./gateway/seen.ts";
import type { BehindIam } from "./iam/behind.ts";
import type { MeetingView } from "./meeting/behind.ts";
import type { SeenLogin } from "./options.ts";
import type { BehindWorkspace } from "./workspace/behind.ts";

/** An Emulator is a Huawei Cloud on loopback, running. Closing it leaves nothing behind. */
export interface Emulator extends AsyncDisposable {
  /** Base addresses by service, `http://127.0.0.1:port`, or `https:` with `tls`. */
  readonly endpoints: Readonly<Record<"dcs" | "iam" | "sts" | "workspace" | "meeting" | "metadata", string>>;
  /** Where the data planes listen, by instance id. */
  readonly addresses: Readonly<Record<string, Address>>;
  /** The certificate, in PEM, of instances and of services with `tls: true`. */
  readonly ca: string | undefined;
  /** What stands behind the data planes. */
  readonly dataPlane: "redis" | "small";
  /** Every HTTP request, oldest first; the last 10,000. */
  readonly requests: readonly Seen[];
  /** Every try to log in to a data plane, oldest first; the last 10,000. */
  readonly logins: readonly SeenLogin[];
  /** How often an operation was sent, whatever came of it. */
  sends(operation: string): number;
  /** One account as it stands now; the instance by id or name. Throws where there is none. */
  account(instance: string, user: string): AccountView;
  /** Meeting's members, screens and mails as they stand now. */
  readonly meeting: MeetingView;
  /** IAM's users and their keys, as they stand. */
  readonly iam: BehindIam;
  /** The users of cloud desktops, as they stand. */
  readonly workspace: BehindWorkspace;
  /** Adds something that goes wrong. */
  fault(fault: Fault): void;
  /** Forgets all faults that are still to come. */
  clearFaults(): void;
  /** Finishes at once what is under way: accounts that are UPDATING (but for ever), late changes. */
  settle(): Promise<void>;
  /** Changes a password behind everybody's back, at once. */
  setPassword(instance: string, user: string, password: string | Secret): Promise<void>;
  setAccountStatus(instance: string, user: string, status: AccountStatus): Promise<void>;
  setInstanceStatus(instance: string, status: InstanceStatus): void;
  /** Deletes an account. */
  removeAccount(instance: string, user: string): Promise<void>;
  close(): Promise<void>;
}

/** An Address is where one instance's data plane listens. */
export interface Address {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** An AccountView is one account as it stands. Printing it is safe. */
export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly status: AccountStatus;
  /** The one that logs in. */
  readonly password: Secret;
  /** Accepted, and not yet in force. */
  readonly pending: readonly Secret[];
  /** Those before it, oldest first. */
  readonly previous: readonly Secret[];
}
