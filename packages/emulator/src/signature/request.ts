/** A Received is one request exactly as its bytes came: nothing decoded, nothing trimmed but what HTTP itself trims. */
export interface Received {
  readonly method: string;
  /** The request target as it stood on the request line: `/v2/p/instances?limit=1`. */
  readonly target: string;
  /** Names and values in turn, each byte of a value one character. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** The value of a header; several of one name are joined as HTTP joins them. */
export function header({ rawHeaders }: Pick<Received, "rawHeaders">, name: string): string | undefined {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
  return values.length === 0 ? undefined : values.join(",");
}

/** The target's path and query, as they came. */
export function parts(target: string): { path: string; query: string } {
  const at = target.indexOf("?");
  return at < 0 ? { path: target, query: "" } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/** The bytes that a percent-encoded text stands for; a stray percent sign stands for itself. */
export function decoded(text: string): Buffer {
  const plain = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

/** Percent-encodes every byte but the unreserved ones, in upper case. */
export function encoded(bytes: Buffer): string {
  return [...bytes].map((byte) => (isUnreserved(byte) ? String.fromCharCode(byte) : `%${inHex(byte)}`)).join("");
}

function isUnreserved(byte: number): boolean {
  return /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte));
}

function inHex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
