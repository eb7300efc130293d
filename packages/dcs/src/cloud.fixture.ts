import { type Call, type Connection, CredentialError, type Reply, Secret } from "@rekey/core";

/** What the cloud of a test answers to one operation: a body with status 200, or a whole answer. */
export type Answer = unknown;

export interface FakeCloud extends Connection {
  /** Every call that was sent, in order. */
  readonly calls: Call[];
  /** Every host that was reached for, in order. */
  readonly reached: string[];
}

/** A connection that answers each operation as it is told, and everything else with an error. */
export function cloud(answers: Readonly<Record<string, Answer>>, rest: Partial<Connection> = {}): FakeCloud {
  const calls: Call[] = [];
  const reached: string[] = [];
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    calls,
    reached,
    async send(call) {
      calls.push(call);
      const answer = answers[call.operation];
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new CredentialError("ERR_UNAVAILABLE", `no answer to ${call.operation}`);
      return reply(typeof answer === "function" ? answer(call) : answer);
    },
    async reach(host) {
      reached.push(host);
      return host;
    },
    ...rest,
  };
}

export function reply(body: unknown): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status: 200, headers: { "x-request-id": "request-1" }, body: new Secret(text) };
}

export const INSTANCE_ID = "5e1d0c40-8a52-4f7e-9d7b-2c1f6a3b9e10";
export const ACCOUNT_ID = "0a6c1b2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d";

/** One instance as `showInstance` and `listInstances` print it, with fields that Rekey does not know. */
export const shownInstance = {
  instance_id: INSTANCE_ID,
  name: "cache-prod",
  status: "RUNNING",
  engine: "Redis",
  engine_version: "6.0",
  cache_mode: "ha",
  domain_name: "redis-5e1d0c4.dcs.example",
  ip: "192.168.0.10",
  port: 6379,
  no_password_access: "false",
  access_user: null,
  enable_ssl: false,
  vpc_name: "vpc-1",
  charging_mode: 0,
};

export const listedAccount = {
  account_id: ACCOUNT_ID,
  account_name: "app",
  account_type: "normal",
  instance_id: INSTANCE_ID,
  status: "AVAILABLE",
  account_role: "write",
  description: "",
  error_code: null,
};

export const defaultAccount = {
  ...listedAccount,
  account_id: "default-1",
  account_name: "default",
  account_type: "default",
};
