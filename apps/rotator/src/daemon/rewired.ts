import type { Connection, CredentialKind, Lockout, Declared, Sink } from "@rekey/core";
import type { Logger } from "pino";
import type { Operator } from "../config/config.ts";
import { loadOperator } from "../config/load.ts";
import type { Counts } from "../metrics/counts.ts";
import type { Setting } from "../setting.ts";
import { SignIns } from "../sign-in/tokens.ts";
import type { OpenStore } from "../storing.ts";
import { Trouble } from "../trouble.ts";
import { wire, type Wires } from "../wiring.ts";
import { logEvent, logSeen } from "./log.ts";

/** Who is told of what connections do. */
interface Watching {
  readonly setting: Setting;
  readonly log: Logger;
  readonly counts: Counts;
}

/** Rewired are wires that can be exchanged while they are in use; what is under way keeps the ones it began with. */
export class Rewired implements Wires {
  readonly #setting: Setting;
  readonly #log: Logger;
  readonly #store: OpenStore["store"];
  readonly #counts: Counts;
  readonly #sqlite: string;
  /** A configuration that is read again is no new try for a password that was refused. */
  readonly #signIns: SignIns;
  /** Those exchanged too: something may still be under way on them. */
  readonly #all: Wires[] = [];
  #now: Wires;
  #operator: Operator;

  constructor(operator: Operator, { store }: Pick<OpenStore, "store">, { setting, log, counts }: Watching) {
    this.#setting = setting;
    this.#log = log;
    this.#counts = counts;
    this.#store = store;
    this.#sqlite = operator.sqlite;
    this.#signIns = new SignIns(setting.io.clock);
    this.#operator = operator;
    this.#now = this.#wire(operator);
  }

  /** The operator's part as it is now. */
  get operator(): Operator {
    return this.#operator;
  }

  /** Reads the operator's part again; one that is wrong changes nothing. */
  reread(): void {
    const { files, io, plugged } = this.#setting;
    try {
      const operator = loadOperator(files, io, plugged);
      if (operator.sqlite !== this.#sqlite) throw new Trouble("store.sqlite cannot change while the daemon runs");
      this.#now = this.#wire(operator);
      this.#operator = operator;
      this.#log.info("the operator's part was read again");
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      this.#log.error(`the operator's part is wrong and stays as it was: ${why}`);
    }
  }

  get clock() {
    return this.#now.clock;
  }

  get skewMs() {
    return this.#now.skewMs;
  }

  connection(name: string): Connection {
    return this.#now.connection(name);
  }

  lockoutOf(name: string): Lockout | undefined {
    return this.#now.lockoutOf(name);
  }

  concurrencyOf(name: string): number | undefined {
    return this.#now.concurrencyOf(name);
  }

  kind(name: string): CredentialKind {
    return this.#now.kind(name);
  }

  sink(name: string): Sink {
    return this.#now.sink(name);
  }

  forbidden(declared: Declared, sink?: string): string | undefined {
    return this.#now.forbidden(declared, sink);
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((wires) => wires.close()));
  }

  #wire(operator: Operator): Wires {
    const [log, counts] = [this.#log, this.#counts];
    const wires = wire(operator, this.#setting, {
      report: (event) => {
        logEvent(log, event);
        counts.event(event);
      },
      observe: (seen) => {
        logSeen(log, seen);
        counts.seen(seen);
      },
      signIns: this.#signIns,
      store: this.#store,
    });
    this.#all.push(wires);
    return wires;
  }
}
