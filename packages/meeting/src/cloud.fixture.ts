import { type Call, type Connection, CredentialError, type Reply, Secret, wire } from "@rekey/core";

/** What the cloud of a test answers to one operation: a body with status 200, an error, or a function of the call. */
export type Answer = unknown;

export interface FakeCloud extends Connection {
  /** Every call that was sent, in order. */
  readonly calls: Call[];
}

/** A connection that answers each operation as it is told, and everything else with an error. */
export function cloud(answers: Readonly<Record<string, Answer>>, rest: Partial<Connection> = {}): FakeCloud {
  const calls: Call[] = [];
  return {
    longestMs: 5_000,
    quietMs: 960_000,
    calls,
    async send(call) {
      calls.push(call);
      const answer = answers[call.operation];
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new CredentialError("ERR_UNAVAILABLE", `no answer to ${call.operation}`);
      return reply(typeof answer === "function" ? await answer(call) : answer);
    },
    reach: async (host) => host,
    ...rest,
  };
}

export function reply(body: unknown): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status: 200, headers: { "x-request-id": "request-1" }, body: new Secret(text) };
}

/** The one call that was sent, as it stands on the wire. */
export function sentBy({ calls }: FakeCloud) {
  const [call, ...more] = calls;
  if (!call || more.length > 0) throw new TypeError(`${calls.length} calls were sent`);
  const { service, method, path, params, query, repeat, body } = call;
  const headers = Object.fromEntries(
    Object.entries(call.headers ?? {}).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
  const json: unknown = body && JSON.parse(wire(body));
  return { service, method, path, params, query, repeat, headers, body: json };
}

/** A refusal, as a connection throws it. */
export function refusal(call: Call, status: number, serviceCode: string): CredentialError {
  const code = call.classify?.(status, serviceCode)?.code ?? "ERR_OUTCOME_UNKNOWN";
  return new CredentialError(code, `${call.operation} → ${status} ${serviceCode}`, { status, serviceCode });
}

/** The sample reply of the page that documents App ID logins. */
export const sampleLogin = {
  accessToken: "canary-access-1316vcp2ceIkbfko3z13Y2J8UdioO",
  tokenIp: "49.4.112.60",
  validPeriod: 56326,
  expireTime: 1627768613,
  createTime: 1627712287360,
  user: {
    realm: "huaweicloud.com",
    userId: "53e2759d388e413abf6a56743a2694c5",
    ucloginAccount: "Auto-53e2759d388e413abf6a56743a2694c5",
    serviceAccount: "sip:+99111283523475338@huaweicloud.com",
    numberHA1: "canary-ha1-065eb94e5b090f70c77d4d1439f35b8e",
    alias1: null,
    companyId: "651543334",
    spId: "8a8df0a174a1c6680174a26f578b0000",
    companyDomain: null,
    userType: 2,
    adminType: 2,
    name: "testuser@mycorp.com",
    nameEn: "",
    isBindPhone: null,
    freeUser: false,
    thirdAccount: "testuser@mycorp.com",
    visionAccount: null,
    headPictureUrl: null,
    password: null,
    status: 0,
    paidAccount: null,
    paidPassword: "canary-paid",
    weLinkUser: false,
    appId: "fdb8e4699586458bbd10c834872dcc62",
    tr069Account: null,
    corpType: 5,
    cloudUserId: "",
    grayUser: true,
  },
  clientType: 72,
  forceLoginInd: null,
  firstLogin: false,
  pwdExpired: false,
  daysPwdAvailable: -19678,
  proxyToken: { accessToken: "canary-proxy", longAccessToken: "canary-long" },
  tokenType: 0,
  refreshToken: "canary-refresh-8neNyRDfomYEIci7zVjBBybZQG90",
  refreshValidPeriod: 2592000,
  refreshExpireTime: 1630304287,
  refreshCreateTime: 1627712287360,
};
