import { codesOf, type ListedCode } from "@rekey/core";
import type { Meaning } from "./meaning.ts";

const signing = "https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html";
const page = "https://support.huaweicloud.com/api-iam5/GetCallerIdentity.html";

/**
 * Codes of a request that tries an access key. The gateway answers all refused signatures with one code and tells them apart by text alone; the
 * time of ours is the service's own, so what is left is a wrong key.
 */
export const tryKeyCodes: readonly ListedCode<Meaning>[] = codesOf([
  { status: 401, means: "wrong", source: signing, codes: "APIGW.0301 APIG.0301" },
  { status: 500, means: "unknown", source: page, codes: "500" },
]);
