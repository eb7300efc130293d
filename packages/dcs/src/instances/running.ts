import { busy, refusal } from "../refusal.ts";
import type { Instance } from "./instance.ts";

/** Throws ERR_UNAVAILABLE unless the instance is RUNNING, ERR_DECLARATION where it never will be or asks for no password. */
export function demandRunning(instance: Instance): void {
  const { instanceId, status } = instance;
  if (status === "CREATEFAILED") throw refusal(`the instance ${instanceId} is ${status}`, "declare another instance");
  demandPassword(instance);
  if (status !== "RUNNING") throw busy(`the instance ${instanceId} is ${status ?? "in no known state"}`);
}

/** Throws ERR_DECLARATION on a password-free instance: normal ACL accounts do not work there, and a login proves nothing. */
export function demandPassword({ instanceId, noPasswordAccess }: Instance): void {
  if (noPasswordAccess === "true")
    throw refusal(`the instance ${instanceId} is password-free`, "end its password-free access");
}
