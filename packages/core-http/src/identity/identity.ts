import { after, CredentialError, type Clock, type Report } from "@rekey/core";
import type { Keys } from "../keys.ts";
import { isOfGateway } from "../outcome/gateway.ts";
import type { Sending } from "../outcome/problem.ts";
import type { Outcome } from "../repeat.ts";
import type { Circuit, Said } from "./circuit.ts";
import { circuitOf } from "./circuits.ts";

const remedy = "check the access key, its secret and the clock; a corrected key is taken up at once";

/** An Identity spends the budget of the keys that requests are signed with, so that no key is ever locked by us. */
export class Identity {
  readonly #clock: Clock;
  readonly #report: Report;
  readonly #name: string | undefined;

  constructor(clock: Clock, report: Report, name: string | undefined) {
    this.#clock = clock;
    this.#report = report;
    this.#name = name;
  }

  /** Sends when the keys' circuit lets it, and tells the circuit what came back. Answers with ERR_IDENTITY, and sends nothing, while it is open. */
  async spend(
    keys: Keys,
    sending: Sending,
    { signal, send }: { signal: AbortSignal; send: () => Promise<Outcome> },
  ): Promise<Outcome> {
    const circuit = circuitOf(keys);
    if (!(await circuit.enter(() => this.#clock.monotonicMs(), signal)))
      return { error: this.#shut(sending, circuit), isPassing: false };
    let outcome: Outcome | undefined;
    try {
      outcome = await send();
    } finally {
      this.#tell(circuit, circuit.leave(saidOf(outcome), this.#clock.monotonicMs()));
    }
    return this.#until(outcome, circuit);
  }

  #tell(circuit: Circuit, change: "opened" | "closed" | undefined): void {
    if (change)
      this.#report({
        name: `circuit.${change}`,
        at: this.#clock.now(),
        connection: this.#name,
        reason: "circuit",
        until: this.#probeAt(circuit),
      });
  }

  #shut({ call: { service, operation }, requestId }: Sending, circuit: Circuit): CredentialError {
    return new CredentialError(
      "ERR_IDENTITY",
      `${service} ${operation} was not sent: the connection's key was refused before`,
      {
        service,
        operation,
        requestId,
        remedy,
        reason: "circuit",
        againAt: this.#probeAt(circuit),
        cause: new Error("the circuit is open"),
      },
    );
  }

  /** A refusal says when the next request may leave. */
  #until(outcome: Outcome, circuit: Circuit): Outcome {
    if ("reply" in outcome || outcome.error.code !== "ERR_IDENTITY" || circuit.probeAt === undefined) return outcome;
    const { details, message, cause } = outcome.error;
    const error = new CredentialError("ERR_IDENTITY", message, {
      ...details,
      againAt: this.#probeAt(circuit),
      reason: "circuit",
      cause,
    });
    return { ...outcome, error, isPassing: false };
  }

  #probeAt({ probeAt }: Circuit): Date | undefined {
    return probeAt === undefined
      ? undefined
      : after(this.#clock.now(), Math.max(probeAt - this.#clock.monotonicMs(), 0));
  }
}

/** A service's own code means that the gateway took the signature; its own, a 5xx and a lost reply say nothing. */
function saidOf(outcome: Outcome | undefined): Said {
  if (!outcome) return "nothing";
  if ("reply" in outcome) return "accepted";
  const { code, details } = outcome.error;
  if (code === "ERR_IDENTITY") return "refused";
  const { status = 0, serviceCode } = details;
  return status >= 400 && status < 500 && serviceCode !== undefined && !isOfGateway(serviceCode)
    ? "accepted"
    : "nothing";
}
