import type { Environment } from "../keys.ts";
import { keysOf, type Asked } from "./asked.ts";

/** Keys from the variables of the official SDKs. Source: huaweicloud-sdk-go-v3, core/auth/provider. */
export function environmentKeys(environment: Environment): Asked {
  const keys = keysOf({
    accessKey: environment["HUAWEICLOUD_SDK_AK"],
    secretKey: environment["HUAWEICLOUD_SDK_SK"],
    securityToken: environment["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
    projectId: environment["HUAWEICLOUD_SDK_PROJECT_ID"],
  });
  if (keys) return keys;
  const federated = environment["HUAWEICLOUD_SDK_IDP_ID"]
    ? " (HUAWEICLOUD_SDK_IDP_ID is, but federated sign-in is not supported)"
    : "";
  return { absent: `HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not both set${federated}` };
}
