/** What stands, in a preview, for a value that nobody knows yet. Pulumi's own mark. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether nobody knows yet what a value is, or what stands somewhere inside it. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
