import { codesOf, type ListedCode } from "@rekey/core";
import type { Meaning } from "./meaning.ts";

const errorCodes = "https://support.huaweicloud.com/intl/en-us/api-workspace/ErrorCode.html";
const terraform = "terraform-provider-huaweicloud, huaweicloud/services/workspace";

/**
 * Codes of Workspace that its pages and its official Terraform provider name for users, and two that its table of codes has with status 200: a
 * success by status is none by code there. Statuses that the sources leave open are listed as 400 and 404 both.
 */
export const workspaceCodes: readonly ListedCode<Meaning>[] = codesOf([
  { status: 200, means: "request", source: errorCodes, codes: "WKS.00010109 WKS.00010110 WKS.00010306 WKS.00010315" },
  { status: 400, means: "request", source: errorCodes, codes: "WKS.0001" },
  ...[200, 400, 404].flatMap((status) => [
    { status, means: "absent" as const, source: `${errorCodes}; ${terraform}`, codes: "WKS.00170312 WKS.00170117" },
    { status, means: "absent" as const, source: terraform, codes: "WKS.0202 WKS.0915" },
    { status, means: "request" as const, source: terraform, codes: "WKS.00010099" },
  ]),
]);
