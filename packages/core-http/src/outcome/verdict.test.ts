import { type ErrorCode, problemOf } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { change, connectTo, failure, question } from "../cloud.fixture.ts";
import { raw, reply } from "../wire/raw.fixture.ts";
import { envelopeOf } from "./envelope.ts";
import { gatewayTable, gatewayVerdict } from "./gateway.ts";
import { retryAfterMs } from "./retry-after.ts";
import { verdictOf } from "./verdict.ts";

describe("the code and the request id of a refusal", () => {
  it.for([
    ["DCS", `{"error_code":"DCS.4080","error_msg":"canary-","error_ext_msg":null}`, "DCS.4080", undefined],
    ["DCS without a text", `{"error_code":"DCS.4961"}`, "DCS.4961", undefined],
    ["the gateway", `{"error_code":"APIG.0301","error_msg":"x","request_id":"r-1"}`, "APIG.0301", "r-1"],
    ["IAM v3 with a number", `{"error":{"code":401,"message":"x","title":"Unauthorized"}}`, "401", undefined],
    ["IAM v3 with a text", `{"error":{"code":"IAM.0066","message":"x"}}`, "IAM.0066", undefined],
    ["CSMS", `{"error":{"error_code":"CSM.0301","error_msg":"x"}}`, "CSM.0301", undefined],
    ["camel case", `{"errorCode":"X.1","errorMsg":"x"}`, "X.1", undefined],
    ["DCS inside a 200", `{"code":"3","message":"x"}`, "3", undefined],
    ["Meeting", `{"error_code":"USG.206010012","request_id":"r.2:3"}`, "USG.206010012", "r.2:3"],
    ["a code that is no code", `{"error_code":"canary- with blanks","request_id":"a\\nb"}`, undefined, undefined],
    ["no object", `"DCS.1"`, undefined, undefined],
    ["null", "null", undefined, undefined],
    ["a page", "<html>", undefined, undefined],
    ["nothing", "", undefined, undefined],
  ] as const)("are read from the envelope of %s", ([, body, serviceCode, requestId]) => {
    expect(envelopeOf(body)).toEqual({ serviceCode, requestId });
  });
});

describe("the encoded authorization message of a refusal", () => {
  const encoded = "eyJhbGciOi-_+/=.".repeat(8);
  const flat = (text: unknown) => JSON.stringify({ error_code: "PAP5.0007", encoded_authorization_message: text });

  it.for([
    ["flat", flat(encoded), encoded],
    ["nested", JSON.stringify({ error: { code: "X.1", encoded_authorization_message: encoded } }), encoded],
    ["as long as it may be", flat("x".repeat(8192)), "x".repeat(8192)],
    ["longer than is kept", flat("x".repeat(8193)), undefined],
    ["as short as a password (law 10)", flat("canary-short"), undefined],
    ["of other characters", flat(`${encoded} ${encoded}`), undefined],
    ["of another type", flat({ text: encoded }), undefined],
    ["that is null", flat(null), undefined],
  ] as const)("is read where it is %s", ([, body, expected]) => {
    expect(envelopeOf(body).encodedAuthorizationMessage).toBe(expected);
  });

  it("is on the error, and on its problem", async () => {
    await using server = await raw((socket) => socket.write(reply(403, flat(encoded))));
    await using via = connectTo(server.origin);
    const error = await failure(via.send(question), "ERR_REFUSED");
    expect(error.details.encodedAuthorizationMessage).toBe(encoded);
    expect(problemOf(error).encodedAuthorizationMessage).toBe(encoded);
  });
});

/** The gateway's codes as the documentation lists them, read in 2026-11: digits, statuses, and what each says of a change. */
const documented = [
  ["0101", [404], "ERR_DECLARATION"],
  ["0201", [413, 414], "ERR_REFUSED"],
  ["0201", [400, 502, 504], undefined],
  ["0301", [401], "ERR_IDENTITY"],
  ["0302", [403], "ERR_REFUSED"],
  ["0303", [401], "ERR_IDENTITY"],
  ["0305", [401], "ERR_IDENTITY"],
  ["0306", [403], "ERR_REFUSED"],
  ["0307", [401, 403], "ERR_IDENTITY"],
  ["0308", [429], "ERR_UNAVAILABLE"],
  ["0501", [405], "ERR_UNAVAILABLE"],
  ["0502", [405], "ERR_REFUSED"],
  ["0613", [503], "ERR_UNAVAILABLE"],
  ["0802", [403], "ERR_REFUSED"],
] as const;

describe("the gateway's table", () => {
  it.for(documented)("has %s with %s as %s, and nothing that is not documented", ([digits, statuses, code]) => {
    for (const status of statuses) expect(gatewayVerdict(status, `APIG.${digits}`)?.code).toBe(code);
    expect(gatewayTable.every((row) => documented.some(([known]) => known === row.digits))).toBe(true);
  });

  it("lists each code with each status once", () => {
    const all = gatewayTable.flatMap(({ digits, statuses }) => statuses.map((status) => `${digits} ${status}`));
    expect(new Set(all).size).toBe(all.length);
  });

  it.for(["APIG.", "APIGW."])(
    "knows a code behind %s, with the status it is documented for and no other (law 14)",
    (prefix) => {
      expect(gatewayVerdict(404, `${prefix}0101`)?.code).toBe("ERR_DECLARATION");
      expect(gatewayVerdict(500, `${prefix}0101`)).toBeUndefined();
      expect(gatewayVerdict(404, "DCS.0101")).toBeUndefined();
    },
  );

  it.for([400, 502, 504])("does not take 0201 with %i for a proof: a service may have seen it (law 14)", (status) => {
    expect(verdictOf(change, status, "APIG.0201").code).toBe("ERR_OUTCOME_UNKNOWN");
  });
});

describe("what a status proves", () => {
  const never: readonly (readonly [status: number, code: ErrorCode])[] = [
    [301, "ERR_OUTCOME_UNKNOWN"],
    [400, "ERR_OUTCOME_UNKNOWN"],
    [401, "ERR_IDENTITY"],
    [403, "ERR_OUTCOME_UNKNOWN"],
    [404, "ERR_OUTCOME_UNKNOWN"],
    [408, "ERR_OUTCOME_UNKNOWN"],
    [429, "ERR_UNAVAILABLE"],
    [500, "ERR_OUTCOME_UNKNOWN"],
    [503, "ERR_OUTCOME_UNKNOWN"],
    [504, "ERR_OUTCOME_UNKNOWN"],
  ];

  it.for(never)("of a change, with %i and no listed code, is %s (law 14)", ([status, code]) => {
    expect(verdictOf(change, status, "DCS.9999").code).toBe(code);
  });

  it.for([301, 400, 401, 403, 404, 429, 500, 503])("of a question is never an unknown: %i", (status) => {
    const classify = () => ({ code: "ERR_OUTCOME_UNKNOWN" }) as const;
    expect(verdictOf({ ...question, classify }, status, "DCS.5000").code).not.toBe("ERR_OUTCOME_UNKNOWN");
    expect(verdictOf(question, status, undefined).code).not.toBe("ERR_OUTCOME_UNKNOWN");
  });

  it("is asked of the service's own table first", () => {
    const classify = (status: number, code: string | undefined) =>
      status === 401 && code === "DCS.1" ? ({ code: "ERR_REFUSED" } as const) : undefined;
    expect(verdictOf({ ...change, classify }, 401, "DCS.1").code).toBe("ERR_REFUSED");
    expect(verdictOf({ ...change, classify }, 401, "DCS.2").code).toBe("ERR_IDENTITY");
  });
});

it.for([
  ["30", 30_000],
  [" 0 ", 0],
  ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
  ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ["99999999", 3_600_000],
  ["soon", undefined],
  [undefined, undefined],
] as const)("Retry-After %j is %j milliseconds", ([header, ms]) => {
  expect(retryAfterMs(header, new Date("2026-01-01T00:00:00Z"))).toBe(ms);
});

it.for([
  [{ "X-Request-Id": "from-header" }, `{"request_id":"from-body"}`, "from-header"],
  [{ "X-IAM-Trace-Id": "trace" }, "{}", "trace"],
  [{ http_proxy_id: "proxy" }, "{}", "proxy"],
  [{}, `{"request_id":"from-body"}`, "from-body"],
  [{ "X-Request-Id": "two words" }, "{}", expect.stringMatching(/^[\da-f-]{36}$/)],
] as const)("the request id of %j and %s is on the error", async ([headers, body, requestId]) => {
  await using server = await raw((socket) => socket.write(reply(400, body, headers)));
  await using via = connectTo(server.origin);
  const { details } = await failure(via.send(change), "ERR_OUTCOME_UNKNOWN");
  expect(details).toMatchObject({ status: 400, requestId });
});
