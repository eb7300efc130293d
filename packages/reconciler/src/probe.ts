import { type Bill, type Connection, hasCode, isUnpaid } from "@rekey/core";
import { scattered } from "./backoff.ts";
import type { Circuit } from "./circuit.ts";
import { resting } from "./circuits.ts";
import type { Work } from "./work.ts";

/** A Probing is the circuit of the connection that is tried, and what was paid for that. */
export interface Probing {
  readonly circuit: Circuit;
  readonly bill?: Bill | undefined;
}

/** What is told of a probe that is paid for. */
const PAID = "one try of what the connection signs in with, until it is answered";

/**
 * Lets a step go out to the service. Where nobody has heard from the connection yet, one goes first and the others wait for its answer; where its
 * circuit is open, whoever comes first once it has rested is the probe. Throws ERR_UNAVAILABLE (`circuit`, with `againAt`) for the others.
 */
export async function goOut(work: Work): Promise<void> {
  const { tools, part } = work;
  const circuit = tools.circuits?.of(part.connection);
  if (!circuit || work.probing?.circuit === circuit) return;
  endProbe(work);
  while (circuit.probing && !circuit.probeAt) await circuit.probing;
  if (circuit.isProven) return;
  const { probeAt } = circuit;
  // All at once, they would meet the next probe's end alike.
  if (probeAt && (circuit.probing || circuit.isOpen(work.now())))
    throw resting(part.connection, scattered(circuit.isOpen(work.now()) ? probeAt : work.now(), work.claim.uid));
  circuit.begin();
  work.probing = { circuit };
  if (!circuit.isTrusted) await pay(work, circuit);
}

/** Durable before anything leaves, as for any try (law 5). */
async function pay(work: Work, circuit: Circuit): Promise<void> {
  const { connection } = work.part;
  const bill = work.tools.circuits?.bill(connection, work.via.longestMs);
  if (!bill) return;
  work.purse.staked = [bill];
  try {
    await work.commit({}, { name: "budget.spent", reason: "circuit", message: PAID });
    work.probing = { circuit, bill };
  } catch (error) {
    endProbe(work);
    if (isUnpaid(error) && hasCode(error, "ERR_UNAVAILABLE") && error.againAt) throw resting(connection, error.againAt);
    throw error;
  } finally {
    work.purse.staked = [];
  }
}

/** Ends a probe, if this is one: with what came of its first sending, or for nothing. Only a refused login stays paid for. */
export function endProbe(work: Work, isRefused = false): void {
  const { probing } = work;
  if (!probing) return;
  work.probing = undefined;
  probing.circuit.end();
  if (probing.bill && !isRefused) work.purse.back = [...work.purse.back, { ...probing.bill, tries: -1 }];
}

/** The connection of a step, whose every sending its circuit hears of. */
export function watched(work: Work): Connection {
  const { tools, part, claim } = work;
  const via = tools.connection(part.connection);
  if (!tools.circuits) return via;
  const circuit = tools.circuits.of(part.connection);
  return tools.circuits.watched(via, {
    connection: part.connection,
    uid: claim.uid,
    isProbe: () => work.probing?.circuit === circuit,
    heard: (isRefused) => endProbe(work, isRefused),
  });
}
