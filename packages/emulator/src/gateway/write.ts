import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Answer } from "./answer.ts";

/** The bytes of an answer's body. */
export function bytesOf({ body, text = "" }: Answer): Buffer {
  return body === undefined ? Buffer.from(text) : Buffer.from(JSON.stringify(body));
}

/** Sends an answer, and says its status. */
export function write(response: ServerResponse, answer: Answer): number {
  const bytes = bytesOf(answer);
  const json = answer.body === undefined ? undefined : "application/json";
  const type = json ?? (answer.text === undefined ? undefined : "text/plain");
  response.writeHead(answer.status, {
    ...(type !== undefined && { "Content-Type": type }),
    "Content-Length": bytes.length,
    ...answer.headers,
  });
  response.end(bytes);
  return answer.status;
}

/** Sends that many bytes of valid JSON, as fast as they are taken, until the peer has had enough. */
export async function writeHuge(response: ServerResponse, status: number, length: number): Promise<number> {
  const total = Math.max(length, BEFORE.length + AFTER.length);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": total });
  await pipeline(padding(total), response).catch(() => undefined);
  return status;
}

const BEFORE = '{"pad":"';
const AFTER = '"}';
const CHUNK = Buffer.alloc(64 * 1024, "x");

function* padding(total: number): Generator<Buffer> {
  yield Buffer.from(BEFORE);
  for (let left = total - BEFORE.length - AFTER.length; left > 0; left -= CHUNK.length)
    yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
  yield Buffer.from(AFTER);
}
