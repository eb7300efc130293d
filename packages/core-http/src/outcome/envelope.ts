import { parseJson } from "../json.ts";

/** What a refusal says of itself; each only where it looks like what it is, because it is shown. */
export interface Envelope {
  readonly serviceCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** Which policy refused, for STS to decode. */
  readonly encodedAuthorizationMessage?: string | undefined;
}

/** Base64 of either alphabet, or a token in three parts: longer than any password that could be echoed in its place (law 10), and short enough to be kept. Its real form is not documented. */
const ENCODED = /^[\w+/=.~-]{80,8192}$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads every documented shape of a refusal: `{error_code}`, `{errorCode}`, `{error: {error_code}}`, `{error: {code}}`, `{code}`, each with
 * `request_id`, `http_proxy_id` or `encoded_authorization_message` beside it. The service's own text is left out: it may echo what was sent.
 */
export function envelopeOf(body: string): Envelope {
  const outer = fieldsOf(parseJson(body));
  const inner = fieldsOf(outer["error"]);
  const code = first(
    [outer["error_code"], outer["errorCode"], inner["error_code"], inner["errorCode"], inner["code"], outer["code"]],
    /^[\w.-]{1,64}$/,
  );
  const requestId = first([outer["request_id"], inner["request_id"], outer["http_proxy_id"]], /^[\w.:-]{1,128}$/);
  const encoded = [outer["encoded_authorization_message"], inner["encoded_authorization_message"]];
  return { serviceCode: code, requestId, encodedAuthorizationMessage: first(encoded, ENCODED) };
}

function first(values: readonly unknown[], shape: RegExp): string | undefined {
  return values
    .map((value) => (typeof value === "number" ? String(value) : value))
    .find((value) => typeof value === "string" && shape.test(value)) as string | undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
