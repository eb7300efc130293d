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
  return { url: kept(addressOf(url), env), token };
}

/** A token in clear on a network is a token given away. */
function kept(url: URL, { REKEY_INSECURE: insecure }: Settings["env"]): URL {
  const isLocal = url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  if (url.protocol !== "http:" || isLocal || insecure === "true") return url;
  throw new Error(
    "plain HTTP would show the daemon's token to the network: write https://…, or set REKEY_INSECURE=true where something between does TLS",
  );
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
