import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../keys.ts";
import { codeOf } from "../wire/lost.ts";
import { keysOf, type Asked } from "./asked.ts";
import { parseIni } from "./ini.ts";

/** Where the official SDKs keep their profile. Undefined where nobody says which home is meant. */
export function profilePath(environment: Environment, home: string | undefined): string | undefined {
  return (
    environment["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] ??
    (home === undefined ? undefined : join(home, ".huaweicloud", "credentials"))
  );
}

/**
 * A Profile is the official SDKs' credentials file, read again whenever it changes. Content that cannot be used leaves the keys read before in
 * force, and `told` hears of it once. Source: huaweicloud-sdk-go-v3, core/auth/provider.
 */
export class Profile {
  readonly #path: string;
  readonly #told: (message: string) => void;
  #seen: string | undefined;
  #asked: Asked | undefined;

  constructor(path: string, told: (message: string) => void) {
    this.#path = path;
    this.#told = told;
  }

  async keys(): Promise<Asked> {
    const mark = await markOf(this.#path);
    if (mark === undefined) return this.#forget(`${this.#path} is not there`);
    if (mark === this.#seen && this.#asked) return this.#asked;
    this.#seen = mark;
    return this.#take(await read(this.#path));
  }

  #forget(absent: string): Asked {
    this.#seen = undefined;
    this.#asked = undefined;
    return { absent };
  }

  #take(next: Asked): Asked {
    if ("absent" in next && this.#asked && !("absent" in this.#asked)) {
      this.#told(`the keys read before stay in use: ${next.absent}`);
      return this.#asked;
    }
    return (this.#asked = next);
  }
}

/** Changes whenever the file does. */
async function markOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

async function read(path: string): Promise<Asked> {
  try {
    const sections = parseIni(await readFile(path, "utf8"));
    // [basic] is for a project, [global] for a whole account; a file with the latter alone still holds a key.
    const section = sections.get("basic") ?? sections.get("global");
    const value = (key: string) => section?.get(key);
    const keys = keysOf({
      accessKey: value("ak"),
      secretKey: value("sk"),
      securityToken: value("security_token"),
      projectId: value("project_id"),
    });
    return keys ?? { absent: `${path} has no [basic] section with a usable ak and sk` };
  } catch (error) {
    return { absent: `${path}: ${error instanceof SyntaxError ? error.message : (codeOf(error) ?? "cannot be read")}` };
  }
}
