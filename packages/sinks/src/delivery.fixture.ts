import { chmod, mkdir, mkdtemp, readdir, realpath, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Delivery, Secret, type Sink } from "@rekey/core";
import { file } from "./file/sink.ts";

/** A delivery of a test: version 7 of cache-app unless it is told otherwise. */
export function delivery({
  password = "canary-sink-7",
  ...rest
}: Partial<Delivery> & { password?: string } = {}): Delivery {
  const account = { user: "app", host: "redis.example", port: "6379", instanceName: "cache-prod" };
  return { uid: "uid-1", name: "cache-app", version: 7, account, current: { secret: new Secret(password) }, ...rest };
}

export const signal = AbortSignal.timeout(60_000);

/** A folder of a test, in which alone secrets may lie in clear; it is left for the search for them. */
export interface Folder {
  readonly path: string;
  readonly names: () => Promise<string[]>;
  /** Moves it out of the way. */
  readonly remove: () => Promise<void>;
}

export async function folder(): Promise<Folder> {
  const base = await realpath(await mkdtemp(join(tmpdir(), "sink-")));
  // Tests about permissions come here as another user.
  await chmod(base, 0o755);
  const path = join(base, "delivered");
  await mkdir(path);
  return {
    path,
    names: async () => (await readdir(path)).toSorted(),
    async remove() {
      await mkdir(join(base, "away"));
      await rename(path, join(base, "away", "delivered"));
    },
  };
}

/** Opens the sink as the operator's file would. */
export function opened(options: Readonly<Record<string, unknown>>): Sink {
  return file.open(file.options.parse({ format: "raw", ...options }));
}
