import { type VirtualClock, virtualClock } from "@rekey/core/testing";
import { enterprise, signedIn } from "../emulated.fixture.ts";

/** An enterprise and a session with its App ID, both by one clock that stands still. */
export async function started(change: Parameters<typeof enterprise>[0] = {}, clock: VirtualClock = virtualClock()) {
  const emulator = await enterprise(change, { clock });
  return { emulator, clock, via: signedIn(emulator, { clock }) };
}
