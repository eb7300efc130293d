import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const unpackers = { gzip: gunzipSync, "x-gzip": gunzipSync, deflate: inflateSync, br: brotliDecompressSync } as const;

/**
 * A reply's body as text. Nothing packed was asked for; one that somebody on the way packed all the same is opened, because it may hold a secret that is
 * nowhere else. Throws where it does not open, or would be longer than `most` bytes.
 */
export function unpack(body: Buffer, encoding: string | undefined, most: number): string {
  const name = encoding?.trim().toLowerCase() ?? "";
  const unpacked = isKnown(name) && body.length > 0 ? unpackers[name](body, { maxOutputLength: most }) : body;
  return unpacked.toString("utf8");
}

function isKnown(name: string): name is keyof typeof unpackers {
  return Object.hasOwn(unpackers, name);
}
