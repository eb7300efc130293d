import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** The bytes of an answer's body. */
export function bytesOf({ body }: Answer): Buffer {
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

/** Sends an answer, and says its status. */
export function write(response: ServerResponse, answer: Answer): number {
  const bytes = bytesOf(answer);
  const type = answer.body === undefined ? {} : { "Content-Type": "application/json" };
  response.writeHead(answer.status, { ...type, "Content-Length": bytes.length, ...answer.headers });
  response.end(bytes);
  return answer.status;
}

/** Sends that many bytes of valid JSON, as fast as they are taken, until the peer has had enough. */
export async function writeHuge(response: ServerResponse, status: number, length: number): Promise<number> {
  const [before, after] = ['{"pad":"', '"}'];
  const total = Math.max(length, before.length + after.length);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": total });
  response.write(before);
  const chunk = Buffer.alloc(64 * 1024, "x");
  let left = total - before.length - after.length;
  while (left > 0 && !response.destroyed) {
    const part = chunk.subarray(0, Math.min(left, chunk.length));
    left -= part.length;
    if (!response.write(part)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end(after);
  return status;
}
