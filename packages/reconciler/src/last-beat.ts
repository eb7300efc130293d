import type { Credential, Heartbeat } from "@rekey/core";

/** The version of what a heartbeat had found before a person said otherwise: no version has it. */
export const SAID = 0;

/** What asking has come to for the version in force; undefined where nobody has asked about that one yet. */
export function lastBeat({ heartbeat, current }: Credential): Heartbeat | undefined {
  return heartbeat?.version === current?.number ? heartbeat : undefined;
}
