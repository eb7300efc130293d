import type { Credential, Heartbeat } from "@rekey/core";

/** What asking has come to for the version in force; undefined where nobody has asked about that one yet. */
export function lastBeat({ heartbeat, current }: Credential): Heartbeat | undefined {
  return heartbeat?.version === current?.number ? heartbeat : undefined;
}
