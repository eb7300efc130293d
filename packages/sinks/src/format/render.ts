import type { Delivery } from "@rekey/core";
import { dotenv } from "./dotenv.ts";
import { everyFieldOf, fieldsOf } from "./fields.ts";
import { fill, type Language } from "./template.ts";

/** A Format says how a file is written. */
export type Format = "raw" | "json" | "dotenv" | { readonly template: string; readonly as: Language };

/** Writes a delivery as text. Throws ERR_DELIVERY where a value does not fit the format. */
export function render(delivery: Delivery, format: Format, prefix: string): string {
  if (format === "raw") return delivery.current.secret.reveal();
  if (format === "dotenv") return dotenv(fieldsOf(delivery), prefix);
  if (format === "json")
    return `${JSON.stringify({ ...fieldsOf(delivery), version: delivery.version }, undefined, 2)}\n`;
  return fill(format.template, format.as, everyFieldOf(delivery));
}
