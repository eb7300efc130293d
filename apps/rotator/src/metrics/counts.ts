import type { Event } from "@rekey/core";
import type { Seen } from "@rekey/core-http";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const OUTCOMES: Readonly<Partial<Record<Event["name"], string>>> = {
  "rotation.promoted": "promoted",
  "rotation.resolved": "resolved",
  "rotation.refused": "refused",
  "rotation.unknown": "unknown",
  "rotation.stuck": "stuck",
};

/** Counts are what this process has seen happen since it began. */
export interface Counts {
  event(event: Event): void;
  seen(seen: Seen): void;
  committed(operations: number): void;
}

/** Counts events, sendings and transactions into a registry. */
export function countsIn(registry: Registry, isNamed: boolean): Counts {
  const registers = [registry];
  const rotated = rotations(registry, isNamed);
  const called = calls(registry);
  const open = new Gauge({
    name: "rekey_circuit_open",
    help: "Whether a connection is given a rest because its own identity was refused.",
    labelNames: ["connection"],
    registers,
  });
  const lost = new Counter({
    name: "rekey_claims_lost_total",
    help: "Claims that another holder took, or that the store lost.",
    registers,
  });
  const batch = new Histogram({
    name: "rekey_commit_batch_size",
    help: "Writes that shared one transaction.",
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    registers,
  });
  return {
    event(event) {
      rotated(event);
      const { name, connection } = event;
      if (connection !== undefined && name.startsWith("circuit."))
        open.set({ connection }, name === "circuit.opened" ? 1 : 0);
      if (name === "claim.lost") lost.inc();
    },
    seen: called,
    committed: (operations) => batch.observe(operations),
  };
}

function rotations(registry: Registry, isNamed: boolean): (event: Event) => void {
  const registers = [registry];
  const total = new Counter({
    name: "rekey_rotations_total",
    help: "Ends of rotations, and of their requests, by what came of them.",
    labelNames: ["kind", "outcome", ...(isNamed ? ["credential"] : [])],
    registers,
  });
  const duration = new Histogram({
    name: "rekey_rotation_duration_seconds",
    help: "From the intent of a rotation to its version being in force.",
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14400],
    registers,
  });
  return ({ name, kind = "", credential = "", durationMs }) => {
    const outcome = OUTCOMES[name];
    if (outcome !== undefined) total.inc({ kind, outcome, ...(isNamed && { credential }) });
    if (name === "rotation.promoted" && durationMs !== undefined) duration.observe(durationMs / 1_000);
  };
}

function calls(registry: Registry): (seen: Seen) => void {
  const registers = [registry];
  const total = new Counter({
    name: "rekey_calls_total",
    help: "Requests to Huawei Cloud, repeated ones too, by the class of their reply.",
    labelNames: ["service", "operation", "class"],
    registers,
  });
  const duration = new Histogram({
    name: "rekey_call_duration_seconds",
    help: "How long a request took until its reply was read or lost.",
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  return (seen) => {
    if (seen.what !== "sending") return;
    const { service, operation, durationMs } = seen;
    total.inc({ service, operation, class: seen.class });
    if (seen.class !== "unsent") duration.observe(durationMs / 1_000);
  };
}
