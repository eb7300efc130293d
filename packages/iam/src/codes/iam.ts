import { codesOf, type ListedCode } from "@rekey/core";
import type { Meaning } from "./meaning.ts";

const errorCodes = "https://support.huaweicloud.com/intl/en-us/api-iam/iam_02_0006.html";
const returned =
  "IAM API Reference: the table of return values on each operation's page, and the samples of its nested envelope";

/** Codes of IAM that mean the same wherever they come. */
export const iamCodes: readonly ListedCode<Meaning>[] = codesOf([
  { status: 400, means: "password", source: errorCodes, codes: "1103 1118" },
  { status: 400, means: "same", source: errorCodes, codes: "1108" },
  {
    status: 400,
    means: "request",
    source: errorCodes,
    codes:
      "1100 1101 1102 1104 1105 1106 1107 1109 1110 1111 1113 1115 1117 IAM.0007 IAM.0008 IAM.0009 IAM.0010 IAM.0011 IAM.0072 IAM.0073 IAM.0077 IAM.1061 IAM.1101",
  },
  { status: 400, means: "identity", source: errorCodes, codes: "IAM.1104 IAM.1105 IAM.1107 IAM.1108" },
  { status: 401, means: "identity", source: errorCodes, codes: "IAM.0001 IAM.0066 IAM.0067" },
  { status: 401, means: "locked", source: errorCodes, codes: "IAM.0061" },
  { status: 401, means: "wrong", source: errorCodes, codes: "IAM.0062" },
  { status: 403, means: "permission", source: errorCodes, codes: "IAM.0002 IAM.0003" },
  { status: 403, means: "barred", source: errorCodes, codes: "IAM.0080 IAM.0081 IAM.0082" },
  { status: 404, means: "absent", source: errorCodes, codes: "IAM.0004" },
  { status: 409, means: "conflict", source: errorCodes, codes: "IAM.0005" },
  { status: 429, means: "throttled", source: errorCodes, codes: "IAM.0012" },
  { status: 500, means: "unknown", source: errorCodes, codes: "IAM.0006" },
  { status: 400, means: "request", source: returned, codes: "400" },
  { status: 401, means: "identity", source: returned, codes: "401" },
  { status: 403, means: "permission", source: returned, codes: "403" },
  { status: 404, means: "absent", source: returned, codes: "404" },
  { status: 409, means: "conflict", source: returned, codes: "409" },
  { status: 500, means: "unknown", source: returned, codes: "500" },
]);

const login = "https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html";
const locked = "IAM FAQ, What Do I Do If an Account Is Locked";

/**
 * Codes of a request for a token. The sample of a wrong password and that of a locked account differ by text alone: both are number 401, so that
 * number is read as a wrong password, which counts and leads to fewer tries, never to more.
 */
export const loginCodes: readonly ListedCode<Meaning>[] = codesOf([
  { status: 401, means: "wrong", source: `${login}; ${locked}`, codes: "401" },
  { status: 403, means: "barred", source: login, codes: "403" },
]);

/** The one documented 400 of creating an access key: `akSkNumExceed`, in the nested envelope, whose code is the status. */
export const createKeyCodes: readonly ListedCode<Meaning>[] = codesOf([
  {
    status: 400,
    means: "two-keys",
    source: "https://support.huaweicloud.com/intl/en-us/api-iam/iam_03_0001.html",
    codes: "400",
  },
]);

/** Codes of a user's change of its own password: 401 is the token or the original password, and nobody says which, so it is said to be unknown. */
export const ownPasswordCodes: readonly ListedCode<Meaning>[] = codesOf([
  {
    status: 401,
    means: "unknown",
    source: "https://support.huaweicloud.com/intl/en-us/api-iam/iam_08_0004.html",
    codes: "401",
  },
]);
