import { CredentialError, type Clock } from "@rekey/core";
import type { Environment, Keys, KeySource } from "../keys.ts";
import { Agency } from "./agency.ts";
import type { Asked } from "./asked.ts";
import { environmentKeys } from "./environment.ts";
import { Profile, profilePath } from "./profile.ts";
import type { Ask } from "./securitykey.ts";

/** Where a program's own keys may be found. */
export interface ChainOptions {
  readonly environment: Environment;
  /** The folder that holds `.huaweicloud`. */
  readonly home: string | undefined;
  /** Absent where the metadata service is not to be asked. */
  readonly metadata: Ask | undefined;
  readonly clock: Clock;
  readonly told: (message: string) => void;
}

type Source = readonly [name: string, keys: (signal: AbortSignal) => Asked | Promise<Asked>];

/**
 * The official SDKs' chain: environment, profile file, ECS agency; the first that has keys wins. Throws ERR_DECLARATION that says what each said.
 * Source: huaweicloud-sdk-go-v3, core/auth/provider
 */
export function chain(options: ChainOptions): KeySource {
  const sources = sourcesOf(options);
  return async (signal) => {
    const said: string[] = [];
    for (const [name, keys] of sources) {
      const asked = await keys(signal);
      if (!("absent" in asked)) return asked satisfies Keys;
      said.push(`${name}: ${asked.absent}`);
    }
    throw nothing(said);
  };
}

function sourcesOf({ environment, home, metadata, clock, told }: ChainOptions): readonly Source[] {
  const path = profilePath(environment, home);
  const profile = path === undefined ? undefined : new Profile(path, told);
  const agency = metadata && new Agency({ ask: metadata, clock, told });
  return [
    ["environment", () => environmentKeys(environment)],
    ["profile file", () => profile?.keys() ?? { absent: "no home folder is known" }],
    ["ECS agency", (signal) => agency?.keys(signal) ?? { absent: "not asked" }],
  ];
}

function nothing(said: readonly string[]): CredentialError {
  return new CredentialError("ERR_DECLARATION", `no credentials were found (${said.join("; ")})`, {
    remedy: "write `credentials`, or set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
    cause: new Error(said.join("; ")),
  });
}
