import { z } from "zod";

const denial = z.strictObject({
  allowed: z.literal(false),
  explicitDeny: z.boolean(),
  context: z.strictObject({ principal: z.string(), action: z.string() }),
});

/** Which policy said no, as `encoded_authorization_message` carries it. Its real form is not documented: this one can be read by whoever decodes Base64. */
export function encodeDenial(principal: string, action: string): string {
  const said = { allowed: false, explicitDeny: false, context: { principal, action } };
  return Buffer.from(JSON.stringify(said)).toString("base64url");
}

/** The text that was encoded; undefined where this is none of ours. */
export function decodeDenial(encoded: string): string | undefined {
  const text = Buffer.from(encoded, "base64url").toString();
  try {
    return denial.safeParse(JSON.parse(text)).success ? text : undefined;
  } catch {
    return undefined;
  }
}
