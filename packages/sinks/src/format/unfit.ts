import { CredentialError } from "@rekey/core";

/** Throws ERR_DELIVERY for a field that a format cannot hold; the value itself is not shown. */
export function unfit(field: string, format: string): never {
  throw new CredentialError("ERR_DELIVERY", `the field ${field} holds a character that ${format} cannot`, {
    remedy: "use the format `json`, which can hold every character",
  });
}
