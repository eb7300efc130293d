import { randomBytes } from "node:crypto";
import { Secret } from "@rekey/core";
import type { Emulator, World } from "@rekey/emulator";

/** A Sample is one credential of a kind, in the demo's world. */
export interface Sample {
  readonly via: "cloud" | "meeting";
  readonly account: object;
  /** The operation that changes it. */
  readonly change: string;
  /** What has to be known before it can be changed. */
  readonly current?: Secret;
  /** What is in force at the service; absent where Rekey never holds it. */
  readonly inForce?: (emulator: Emulator) => Secret | undefined;
}

const INSTANCE = "cache-demo";
const first = new Secret(`First-${randomBytes(9).toString("base64url")}-1`);
const mail = { emailAddr: "room@example.com" };

/** A sample of every kind: whoever adds a kind adds a line here, and what it needs below. */
export const samples: Readonly<Record<string, Sample>> = {
  "dcs.acl-password": {
    via: "cloud",
    account: { instance: INSTANCE, user: "app" },
    change: "resetAclAccountPassWord",
    inForce: (emulator) => emulator.account(INSTANCE, "app").password,
  },
  "dcs.instance-password": {
    via: "cloud",
    account: { instance: INSTANCE },
    change: "resetPassword",
    inForce: (emulator) => emulator.account(INSTANCE, "default").password,
  },
  "iam.access-key": {
    via: "cloud",
    account: { user: "ci" },
    change: "createPermanentAccessKey",
    inForce: (emulator) => emulator.iam.user("ci").keys.at(-1)?.secret,
  },
  "iam.random-password": {
    via: "cloud",
    account: { user: "desk1" },
    change: "resetRandomPassword",
    inForce: (emulator) => emulator.workspace.user("desk1").password,
  },
  "iam.user-password": {
    via: "cloud",
    account: { user: "alice" },
    change: "updateUser",
    inForce: (emulator) => emulator.iam.user("alice").password,
  },
  "meeting.admin-reset": { via: "meeting", account: { account: "bob@corp" }, change: "resetPwdByAdmin" },
  "meeting.own-password": {
    via: "meeting",
    account: { account: "ada@corp" },
    change: "updatePwd",
    current: first,
    inForce: (emulator) => emulator.meeting.member("ada@corp").password,
  },
  "meeting.terminal-code": { via: "meeting", account: { sn: "SN1", notify: mail }, change: "resetActivecode" },
  "meeting.vision-code": {
    via: "meeting",
    account: { account: "room@corp" },
    change: "resetVisionActiveCode",
    inForce: (emulator) => emulator.meeting.screen("room@corp").code,
  },
};

export const app = { appId: "rekey-demo", appKey: new Secret(randomBytes(20).toString("hex")) };
export const key = { accessKey: "REKEYDEMO", secretKey: new Secret(randomBytes(20).toString("hex")) };

/** The world that they live in; nothing in it takes its time. */
export const world = {
  region: "cn-north-4",
  project: "0bec5db98280d2d02fd6c00c2de791ce",
  keys: [key],
  instances: [{ name: INSTANCE, accounts: [{ name: "app", password: first }] }],
  iam: { users: [{ name: "alice", password: first }, { name: "ci" }] },
  workspace: { users: [{ name: "desk1" }] },
  meeting: {
    apps: [app],
    members: [
      { account: "ada@corp", userId: "ada", password: first },
      { account: "bob@corp", userId: "bob", password: first, email: "bob@example.com" },
    ],
    screens: [{ account: "room@corp", name: "Room 3F" }],
    terminals: [{ sn: "SN1" }],
  },
} satisfies World;
