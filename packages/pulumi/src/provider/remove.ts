import { Refusal } from "../daemon/refusal.ts";
import { type Properties, textOf } from "./properties.ts";
import type { Through } from "./through.ts";

/** How long to wait for a rotation under way: it is finished first, or nobody would know which secret is in force. */
const LONGEST_MS = 120_000;
const PAUSE_MS = 2_000;

/** remove lets go of a declaration as its deletion policy says. What is gone, or another's by now, is done. */
export async function remove(id: string, outputs: Properties, { daemon, clock }: Through): Promise<void> {
  const [name, owner] = [textOf(outputs, "name"), textOf(outputs, "owner")];
  const policy = outputs["deletionPolicy"] === "forget" ? "forget" : "retain";
  const endsAt = clock.monotonicMs() + LONGEST_MS;
  for (;;) {
    try {
      await daemon.remove({ name, uid: id }, { owner, policy, force: outputs["force"] === true });
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "ERR_CONFLICT") throw error;
      const standing = await daemon.find({ name, uid: id });
      if (standing?.owner !== owner) return;
      if (clock.monotonicMs() >= endsAt) throw error;
    }
    await clock.sleep(PAUSE_MS);
  }
}
