import { type Call, type Connection, CredentialError, type Reply, Secret } from "@rekey/core";

/** What the cloud of a test answers to one operation: an error, a body with status 200, or what a function makes of the call. */
export type Answer = unknown;

export interface FakeCloud extends Connection {
  /** Every call that was sent, in order. */
  readonly calls: Call[];
}

/** A connection that answers each operation as it is told, and everything else with an error. */
export function cloud(answers: Readonly<Record<string, Answer>>): FakeCloud {
  const calls: Call[] = [];
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    calls,
    async send(call) {
      calls.push(call);
      const given = answers[call.operation];
      const answer: unknown = typeof given === "function" ? given(call) : given;
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new CredentialError("ERR_UNAVAILABLE", `no answer to ${call.operation}`);
      return isReply(answer) ? answer : reply(answer);
    },
    reach: async (host) => host,
  };
}

/** The time of every reply. */
export const REPLIED_AT = new Date("2026-11-21T12:00:00Z");

/** A reply as a connection gives it. */
export function reply(body: unknown, headers: Reply["headers"] = {}, status = 200): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const common = { "x-request-id": "request-1", date: REPLIED_AT.toUTCString() };
  return { status, headers: { ...common, ...headers }, body: new Secret(text) };
}

/** What a connection throws for a documented refusal of this call. */
export function refused({ operation, classify, service }: Call, status: number, serviceCode: string): CredentialError {
  const verdict = classify?.(status, serviceCode);
  return new CredentialError(verdict?.code ?? "ERR_OUTCOME_UNKNOWN", `${operation} → ${status} ${serviceCode}`, {
    service,
    operation,
    status,
    serviceCode,
    remedy: verdict?.remedy,
  });
}

function isReply(answer: unknown): answer is Reply {
  return typeof answer === "object" && answer !== null && "body" in answer && answer.body instanceof Secret;
}

export const USER_ID = "093f75808b8089ba1f6dc000c7cac000";
export const DOMAIN_ID = "d78cbac186b744899480f25bd0200000";

/** The page's sample of `showUser`, with the times that newer pages document. */
export const shownUser = {
  pwd_strength: "Strong",
  create_time: "2020-07-08 02:19:03.0",
  pwd_create_time: "2020-07-08 02:19:03",
  modify_pwd_time: "2026-01-05 09:00:00",
  last_login_time: null,
  areacode: "",
  enabled: true,
  domain_id: DOMAIN_ID,
  xuser_id: "",
  pwd_status: false,
  update_time: null,
  phone: "-",
  is_domain_owner: false,
  access_mode: "default",
  name: "autotest1",
  links: { next: null, previous: null, self: "https://iam.example/v3.0/OS-USER/users/1" },
  id: USER_ID,
  xuser_type: "",
  email: "",
  description: "aaa",
};

/** An access key as the list shows it. */
export const listedKey = {
  user_id: USER_ID,
  access: "LOSZM4YRVLKOY9E8X8DW",
  status: "active",
  description: "IAMDescription",
  create_time: "2020-01-08T06:26:08.123059Z",
};
