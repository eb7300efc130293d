import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { queryOf } from "./encode.ts";
import { canonicalRequest, sdkDate, sign, type Signable } from "./sign.ts";

const test = { accessKey: "AccessKey", secretKey: new Secret("SecretKey") };
/** The key of the guide's example, as published there. */
const guide = { accessKey: "QTWAOYTTINDUT2QVKYUC", secretKey: new Secret("MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc") };

const project = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd";
const page = queryOf({ limit: 2, marker: "13551d6b-755d-4757-b956-536f674975c0" });
const host = "service.region.example.com";
const cloud = "service.test-region-1.myhuaweicloud.com";
const endpoint = "service.endpoint.myhuaweicloud.com";
const java = "20191115T033655Z";
const python = "20200608T023900Z";
const go = "20060102T150405Z";
const underscore = { test_underscore: "TEST_VALUE", "X-Sdk-Date": go };
const goBody = `{"Name":"test","Id":1}`;

type Vector = readonly [source: string, request: Signable, signed: string, signature: string, key?: typeof test];

const example: Vector = [
  "API Request Signing Guide, api-sign-algorithm-002",
  {
    method: "GET",
    path: `${project}/vpcs`,
    query: page,
    headers: { "Content-Type": "application/json", Host: host, "X-Sdk-Date": java },
  },
  "content-type;host;x-sdk-date",
  "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe",
  guide,
];

const vectors: readonly Vector[] = [
  example,
  [
    "huaweicloud-sdk-java-v3 AKSKSignerTest, a query",
    { method: "GET", path: `${project}/vpcs`, query: page, headers: { Host: host, "X-Sdk-Date": java } },
    "host;x-sdk-date",
    "fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d",
  ],
  [
    "huaweicloud-sdk-java-v3 AKSKSignerTest, a body",
    {
      method: "POST",
      path: `${project}/vpc/123`,
      headers: { Host: host, "X-Sdk-Date": java },
      body: `{"key":"value"}`,
    },
    "host;x-sdk-date",
    "b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771",
  ],
  [
    "huaweicloud-sdk-java-v3 AKSKSignerTest, an empty path",
    { method: "GET", path: "", headers: { Host: "example.com", "X-Sdk-Date": java } },
    "host;x-sdk-date",
    "919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6",
  ],
  [
    "huaweicloud-sdk-java-v3 AKSKSignerTest, a cloud's host",
    { method: "GET", path: `${project}/vpcs`, headers: { Host: cloud, "X-Sdk-Date": java } },
    "host;x-sdk-date",
    "fbfa53d70fa0dec48f511be2e9e522172f9dca6d56f8856d12d7e575b978d9be",
  ],
  [
    "huaweicloud-sdk-java-v3 AKSKSignerTest, a cloud's host and a body",
    {
      method: "POST",
      path: `${project}/vpc/123`,
      headers: { Host: cloud, "X-Sdk-Date": java },
      body: `{"key":"value"}`,
    },
    "host;x-sdk-date",
    "f65c535f8f86d95e963fbd795d6d41dbf59e675a8b4ae161356cf8cd93f1ec4c",
  ],
  [
    "huaweicloud-sdk-python-v3 tests/test_signer.py, a query",
    { method: "GET", path: "/resources", query: "size=1", headers: { Host: endpoint, "X-Sdk-Date": python } },
    "host;x-sdk-date",
    "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
  ],
  [
    "huaweicloud-sdk-python-v3 tests/test_signer.py, a body",
    {
      method: "POST",
      path: "/resources",
      query: "size=1",
      headers: { Host: endpoint, "X-Sdk-Date": python },
      body: `{"name":"test","id":1}`,
    },
    "host;x-sdk-date",
    "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f",
  ],
  [
    "huaweicloud-sdk-go-v3 signer_test.go, a query",
    { method: "GET", path: "/path", query: "limit=1", headers: { "X-Sdk-Date": go } },
    "x-sdk-date",
    "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624",
  ],
  [
    "huaweicloud-sdk-go-v3 signer_test.go, a body with a final newline",
    { method: "POST", path: "/path", query: "key=value", headers: { "X-Sdk-Date": go }, body: `${goBody}\n` },
    "x-sdk-date",
    "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59",
  ],
  [
    "chnsz/golangsdk auth_test.go, a header with an underscore",
    { method: "GET", path: "/path", query: "limit=1", headers: underscore },
    "test_underscore;x-sdk-date",
    "daeadcf4a306599f7422401cc55d3718a23ef159fed370c62c551a2c45ae9655",
  ],
  [
    "chnsz/golangsdk auth_test.go, a content type",
    {
      method: "POST",
      path: "/path",
      query: "key=value",
      headers: { ...underscore, "Content-Type": "application/json" },
      body: goBody,
    },
    "content-type;test_underscore;x-sdk-date",
    "0238c3bedddfe8bf113c7530f783322380dedf720d514861623cfe5f73aa8f64",
  ],
];

it.for(vectors)("%s: the signature is the published one", ([, request, signed, signature, key = test]) => {
  const expected = `SDK-HMAC-SHA256 Access=${key.accessKey}, SignedHeaders=${signed}, Signature=${signature}`;
  expect(sign(request, key)).toBe(expected);
});

it("writes the guide's canonical request, with a slash that the URL does not have", () => {
  expect(canonicalRequest(example[1])).toBe(
    [
      "GET",
      `${project}/vpcs/`,
      "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
      "content-type:application/json",
      `host:${host}`,
      `x-sdk-date:${java}`,
      "",
      "content-type;host;x-sdk-date",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ].join("\n"),
  );
});

it("trims values, lowers names and sorts them", () => {
  const headers = { "X-Sdk-Date": `  ${go}\t`, Host: " h " };
  const written = canonicalRequest({ method: "GET", path: "/a/", headers });
  expect(written).toContain(`/a/\n\nhost:h\nx-sdk-date:${go}\n\nhost;x-sdk-date\n`);
});

it("puts UNSIGNED-PAYLOAD where the body's hash would stand", () => {
  const headers = { "X-Sdk-Date": go, "X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD" };
  expect(canonicalRequest({ method: "POST", path: "/", headers, body: "a" }).endsWith("\nUNSIGNED-PAYLOAD")).toBe(true);
});

it("writes an instant as X-Sdk-Date wants it", () => {
  expect(sdkDate(new Date("2019-11-15T03:36:55.999Z"))).toBe(java);
});
