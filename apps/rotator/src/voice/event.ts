import type { Event, EventName, Reason } from "@rekey/core";
import { utc } from "./when.ts";

/** All events there are, by the names that logs, history and the event stream know them by. */
export const eventNames = (): readonly string[] => Object.keys(SAID);

/** An event as a sentence without its subject: `opened v7`. */
export function eventText(event: Event): string {
  return SAID[event.name](event);
}

const v = ({ version }: Event): string => (version === undefined ? "it" : `v${version}`);
const why = ({ problem, message }: Event): string => problem?.message ?? message ?? "";
const because = (event: Event): string => (why(event) === "" ? "" : `: ${why(event)}`);

const WAITS: Readonly<Partial<Record<Reason, string>>> = {
  applying: "waiting until the change has taken hold",
  propagating: "waiting until the new secret is known everywhere",
  quiet: "waiting out the quiet time of a request whose reply was lost",
  import: "waiting for the current secret: rotator import",
  lane: "waiting for another change of the same instance",
  pause: "paused",
  blackout: "waiting for the end of a blackout",
  window: "waiting for a window to open",
  approval: "waiting for approval: rotator approve",
  lock: "waiting, so that a try is left for a person",
  quota: "waiting until the service makes another change of this account",
  stagger: "waiting for its turn in its group",
  rate: "waiting for the connection's rate",
  circuit: "waiting until the connection is tried again",
};

const SAID: Readonly<Record<EventName, (event: Event) => string>> = {
  "declaration.accepted": () => "declared",
  "declaration.refused": (event) => `declaration refused${because(event)}`,
  "declaration.forgotten": () => "forgotten",
  "declaration.moved": () => "renamed",
  "rotation.due": (event) => `due${because(event)}`,
  "rotation.waiting": (event) => (event.reason && WAITS[event.reason]) ?? `waiting${because(event)}`,
  "rotation.opened": (event) => `opened ${v(event)}`,
  "rotation.issued": () => "changed at the service",
  "rotation.kept": () => "changed at the service",
  "rotation.settled": (event) => `${v(event)} accepted`,
  "rotation.promoted": (event) => `${v(event)} in force`,
  "rotation.refused": (event) => `refused${because(event)}`,
  "rotation.unknown": (event) => `outcome unknown${because(event)}`,
  "rotation.recovered": (event) => `found out what came of ${v(event)}`,
  "rotation.stuck": (event) => `stuck${because(event)}`,
  "rotation.resolved": (event) => `${v(event)} in force, as a person said`,
  "rotation.paused": ({ until }) => `paused${until === undefined ? "" : ` until ${utc(until)}`}`,
  "rotation.resumed": () => "goes on",
  "delivery.done": (event) => `${v(event)} delivered to ${event.sink ?? "its sinks"}`,
  "delivery.failed": (event) => `${v(event)} not delivered to ${event.sink ?? "a sink"}${because(event)}`,
  "retirement.done": () => "the previous version is withdrawn",
  "retirement.waiting": () => "the previous version waits to be withdrawn",
  "approval.asked": (event) => `${v(event)} ${why(event)}`,
  "approval.given": ({ until, ...event }) =>
    `${v(event)} approved${until === undefined ? "" : `, to be begun until ${utc(until)}`}`,
  "approval.expired": (event) => `the approval of ${v(event)} is over`,
  "approval.voided": (event) => `the approval of ${v(event)} is void${because(event)}`,
  "drift.found": (event) => `drifted: the service refuses ${v(event)}`,
  "drift.cleared": () => "drifted no more",
  "restore.done": (event) => `${v(event)} restored`,
  "budget.spent": () => "a try paid for",
  "budget.exhausted": () => "no try is left but the one for a person",
  "circuit.opened": (event) => `the connection is given a rest${because(event)}`,
  "circuit.closed": () => "the connection works again",
  "claim.taken": () => "taken up",
  "claim.lost": () => "taken over by another holder",
  "clock.jumped": () => "the clock jumped",
  "store.outdated": (event) => `the store may be older than the world${because(event)}`,
  "seal.rotated": () => "sealed with a new key",
  "secret.revealed": (event) => `${v(event)} revealed${event.by === undefined ? "" : ` to ${event.by}`}`,
  "token.created": (event) => `token created${because(event)}`,
  "token.revoked": (event) => `token revoked${because(event)}`,
};
