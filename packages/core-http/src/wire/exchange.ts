import type { Dispatcher } from "undici";
import { codeOf, Lost } from "./lost.ts";
import { unpack } from "./unpack.ts";

/** An Outgoing is one request as it is written. */
export interface Outgoing {
  readonly origin: string;
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** An Incoming is one whole reply. Headers are by lower-case name, repeated ones joined by `, `. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request once, and answers with its whole reply. Throws Lost, and nothing else. */
export async function exchange(
  { via, longestBody }: { readonly via: Dispatcher; readonly longestBody: number },
  { body, ...request }: Outgoing,
  signal: AbortSignal,
): Promise<Incoming> {
  const receiver = new Receiver(longestBody);
  const giveUp = () => receiver.giveUp(signal.reason);
  if (signal.aborted) throw new Lost(false, signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    via.dispatch({ ...request, body: body ?? null, idempotent: false }, receiver);
    return await receiver.reply;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/**
 * A Receiver follows one request through undici, which calls `onRequestStart` in the very turn in which it writes, and writes nothing where
 * that aborts: so a request that was given up before it began is proven never to leave.
 */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #settled = Promise.withResolvers<Incoming>();
  readonly #chunks: Buffer[] = [];
  readonly #longestBody: number;
  #controller: Dispatcher.DispatchController | undefined;
  #isGivenUp = false;
  #head: Omit<Incoming, "body"> | undefined;

  constructor(longestBody: number) {
    this.#longestBody = longestBody;
  }

  get reply(): Promise<Incoming> {
    return this.#settled.promise;
  }

  giveUp(reason: unknown): void {
    this.#isGivenUp = true;
    this.#fail(reason);
    this.#controller?.abort(new Error("given up"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isGivenUp) return controller.abort(new Error("given up"));
    this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200) return;
    const entries = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), [value].flat().join(", ")]],
    );
    this.#head = { status, headers: Object.fromEntries(entries) };
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#head) return this.#fail(new Error("no reply"));
    try {
      const body = unpack(Buffer.concat(this.#chunks), this.#head.headers["content-encoding"], this.#longestBody);
      this.#settled.resolve({ ...this.#head, body });
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error);
  }

  #fail(error: unknown): void {
    const isTooLong = codeOf(error) === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
    this.#settled.reject(new Lost(this.#controller !== undefined, error, isTooLong ? this.#head?.status : undefined));
  }
}
