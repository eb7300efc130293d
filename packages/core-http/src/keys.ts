import type { Secret } from "@rekey/core";

/** Keys are what requests are signed with. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: Secret;
  /** Beside temporary keys; sent as `X-Security-Token` and signed. */
  readonly securityToken?: Secret | undefined;
  /** The project that the keys were written down with. */
  readonly projectId?: string | undefined;
}

/** A KeySource answers with the keys to use now; it is asked before every sending, so that new keys are taken up. */
export type KeySource = (signal: AbortSignal) => Promise<Keys>;

/** A process's environment, as the application gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;
