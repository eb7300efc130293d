import { readFileSync } from "node:fs";

/** Whereabouts say where the daemon is and who asks. */
export interface Whereabouts {
  readonly url: URL;
  readonly token: string;
}

/** Where Whereabouts may stand: the process's environment, and the stack's (or the provider's) configuration. */
export interface Settings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By its key below `rekey:`. */
  readonly config: (key: "url" | "token") => string | undefined;
}

/** whereabouts looks into the environment first: the configuration that refresh and destroy see is that of the last `up`. Throws where either says nothing that can be used. */
export function whereabouts({ env, config }: Settings): Whereabouts {
  const url = env["REKEY_URL"] ?? config("url");
  if (url === undefined)
    throw new Error("nothing says where the daemon is: set REKEY_URL, or `pulumi config set rekey:url https://…`");
  const token = env["REKEY_TOKEN"] ?? tokenIn(env["REKEY_TOKEN_FILE"]) ?? config("token");
  if (token === undefined || token === "")
    throw new Error(
      "there is no token for the daemon: set REKEY_TOKEN or REKEY_TOKEN_FILE, or `pulumi config set --secret rekey:token …`",
    );
  return { url: addressOf(url), token };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:", "unix:"].includes(url.protocol) || url.username !== "" || url.password !== "")
    throw new Error(
      "the daemon's address cannot be used: write it like https://rekey.example:7353 or unix:/run/rekey/rotator.sock, without a user",
    );
  return url;
}

function tokenIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`REKEY_TOKEN_FILE cannot be read: ${codeOf(cause)}`, { cause });
  }
}

/** What the system calls an error, which names no path. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error";
