import { describe, expect, it } from "vitest";
import { canonicalRequest, signature } from "./canonical.ts";

const VPCS = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs";
const MARKED = `${VPCS}?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0`;
const JAVA = { accessKey: "AccessKey", secretKey: "SecretKey", date: "20191115T033655Z" };
const PYTHON = { ...JAVA, date: "20200608T023900Z", host: "service.endpoint.myhuaweicloud.com" };
const GO = { ...JAVA, date: "20060102T150405Z" };
const EXAMPLE = { ...JAVA, host: "service.region.example.com" };
const REGION = { ...JAVA, host: "service.test-region-1.myhuaweicloud.com" };
const NAMED = '{"Name":"test","Id":1}';
const UNDERSCORE = { test_underscore: "TEST_VALUE" };

interface Vector {
  readonly secretKey: string;
  readonly date: string;
  readonly method: string;
  readonly target: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly expected: string;
}

/** Every public SDK-HMAC-SHA256 vector: Huawei's page on the algorithm, and the unit tests of four official SDKs. */
const vectors: Record<string, Vector> = {
  "the page on the algorithm": {
    ...EXAMPLE,
    secretKey: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
    method: "GET",
    target: MARKED,
    headers: { "content-type": "application/json" },
    expected: "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
  },
  "Java, GET with a query": {
    ...EXAMPLE,
    method: "GET",
    target: MARKED,
    expected: "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d",
  },
  "Java, POST": {
    ...EXAMPLE,
    method: "POST",
    target: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123",
    body: '{"key":"value"}',
    expected: "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771",
  },
  "Java, an empty path": {
    ...JAVA,
    host: "example.com",
    method: "GET",
    target: "",
    expected: "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6",
  },
  "Java, GET in a region": {
    ...REGION,
    method: "GET",
    target: VPCS,
    expected: "fbfa53d70fa0dec48f511be2e9e522172f9dca6d56f8856d12d7e575b978d9be",
  },
  "Java, POST in a region": {
    ...REGION,
    method: "POST",
    target: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123",
    body: '{"key":"value"}',
    expected: "f65c535f8f86d95e963fbd795d6d41dbf59e675a8b4ae161356cf8cd93f1ec4c",
  },
  "Python, GET": {
    ...PYTHON,
    method: "GET",
    target: "/resources?size=1",
    expected: "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
  },
  "Python, POST": {
    ...PYTHON,
    method: "POST",
    target: "/resources?size=1",
    body: '{"name":"test","id":1}',
    expected: "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f",
  },
  "Go, GET": {
    ...GO,
    method: "GET",
    target: "/path?limit=1",
    expected: "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
  },
  "Go, POST with the line end that its encoder adds": {
    ...GO,
    method: "POST",
    target: "/path?key=value",
    body: `${NAMED}\n`,
    expected: "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
  },
  "golangsdk, GET with an underscore in a name": {
    ...GO,
    method: "GET",
    target: "/path?limit=1",
    headers: UNDERSCORE,
    expected: "daeadcf4a306599f7422401cc55d3718a23ef159fed370c62c551a2c45ae9655",
  },
  "golangsdk, POST": {
    ...GO,
    method: "POST",
    target: "/path?key=value",
    headers: { ...UNDERSCORE, "content-type": "application/json" },
    body: NAMED,
    expected: "0238c3bedddfe8bf113c7530f783322380dedf720d514861623cfe5f73aa8f64",
  },
};

const canonicalOf = ({ method, target, host, headers, body = "", date }: Vector): string => {
  const all = { ...headers, ...(host !== undefined && { host }), "x-sdk-date": date };
  const received = { method, target, rawHeaders: Object.entries(all).flat(), body: Buffer.from(body) };
  return canonicalRequest(received, Object.keys(all));
};

describe("the signature", () => {
  it.each(Object.entries(vectors))("is that of %s", (_, vector) => {
    expect(signature(vector.secretKey, vector.date, canonicalOf(vector))).toBe(vector.expected);
  });
});

describe("the canonical request", () => {
  const base: Vector = { ...GO, method: "GET", target: "/", expected: "" };
  const lines = (vector: Partial<Vector>): string[] => canonicalOf({ ...base, ...vector }).split("\n");

  it("is the documented text of the page's example", () => {
    expect(canonicalOf(vectors["the page on the algorithm"] ?? base)).toBe(
      [
        "GET",
        `${VPCS}/`,
        "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
        "content-type:application/json",
        "host:service.region.example.com",
        "x-sdk-date:20191115T033655Z",
        "",
        "content-type;host;x-sdk-date",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      ].join("\n"),
    );
  });

  it("sorts and encodes a query as the SDKs' own vector does", () => {
    const query = "test=%E4%B8%80+(%26%3D%3F!%23%25.*)&path=/tmp/123&multi=3&multi=1&multi=2&limit=1&enable=true";
    const expected =
      "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29";
    expect(lines({ target: `/?${query}` })[2]).toBe(expected);
  });

  it.each([
    ["/v1/member/reset.py%40emulator", "/v1/member/reset.py%40emulator/"],
    ["/v1/member/reset.go@emulator", "/v1/member/reset.go%40emulator/"],
    ["/a+b", "/a%2Bb/"],
    ["/a%2fb", "/a%2Fb/"],
    ["/100%", "/100%25/"],
    ["/%7Euser", "/~user/"],
  ])("has one path for either form on the wire: %s", (target, expected) => {
    expect(lines({ target })[1]).toBe(expected);
  });

  it("writes a name without a value as an empty one", () => {
    expect(lines({ target: "/?nocatalog&a=" })[2]).toBe("a=&nocatalog=");
  });

  it("takes UNSIGNED-PAYLOAD for the hash of any body", () => {
    expect(lines({ headers: { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" }, body: "anything" }).at(-1)).toBe(
      "UNSIGNED-PAYLOAD",
    );
  });

  it("joins headers of one name, and names one that did not come as empty", () => {
    const rawHeaders = ["X-Tag", "a", "x-tag", "b"];
    const received = { method: "GET", target: "/", rawHeaders, body: Buffer.alloc(0) };
    expect(canonicalRequest(received, ["x-tag", "x-none"]).split("\n").slice(3, 6)).toEqual([
      "x-none:",
      "x-tag:a,b",
      "",
    ]);
  });
});
