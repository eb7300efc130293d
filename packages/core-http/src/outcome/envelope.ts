import { parseJson } from "../json.ts";

/** What a refusal says of itself; both only where they look like what they are, because they are shown. */
export interface Envelope {
  readonly serviceCode?: string | undefined;
  readonly requestId?: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads every documented shape of a refusal: `{error_code}`, `{errorCode}`, `{error: {error_code}}`, `{error: {code}}`, `{code}`, each with
 * `request_id` or `http_proxy_id` beside it. The service's own text is left out: it may echo what was sent.
 */
export function envelopeOf(body: string): Envelope {
  const outer = fieldsOf(parseJson(body));
  const inner = fieldsOf(outer["error"]);
  const code = first(
    [outer["error_code"], outer["errorCode"], inner["error_code"], inner["errorCode"], inner["code"], outer["code"]],
    /^[\w.-]{1,64}$/,
  );
  const requestId = first([outer["request_id"], inner["request_id"], outer["http_proxy_id"]], /^[\w.:-]{1,128}$/);
  return { serviceCode: code, requestId };
}

function first(values: readonly unknown[], shape: RegExp): string | undefined {
  return values
    .map((value) => (typeof value === "number" ? String(value) : value))
    .find((value) => typeof value === "string" && shape.test(value)) as string | undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
