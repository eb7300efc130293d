/** IAM does not say since when a key is inactive, so its description does: the one place that survives us and that a person sees. */
const STAMP = / ?\[rekey: inactive since ([^\]]{1,40})\]$/;

/** A description with the instant in it. */
export function stamped(description: string | undefined, at: Date): string {
  return `${unstamped(description)} [rekey: inactive since ${at.toISOString()}]`.trimStart();
}

/** A description as it was before. */
export function unstamped(description = ""): string {
  return description.replace(STAMP, "");
}

/** Since when a key is inactive, if its description says so. */
export function since(description = ""): Date | undefined {
  const ms = Date.parse(STAMP.exec(description)?.[1] ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms);
}
