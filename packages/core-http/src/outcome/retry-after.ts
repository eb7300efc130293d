const LONGEST_MS = 60 * 60_000;

/**
 * How long a reply asks to be left alone, at most an hour: seconds or an HTTP date. Huawei documents no `Retry-After`, so nothing relies on it.
 * Source: RFC 9110 §10.2.3.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
