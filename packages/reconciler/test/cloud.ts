import { type Body, type Call, CredentialError, type Reply, Secret } from "@rekey/core";
import { fail, lost, refusals } from "./refusals.ts";
import type { Arrival, Ending, Sent } from "./sent.ts";

export const QUIET_MS = 600_000;
export const LONGEST_MS = 60_000;
export const FIRST = "canary-first";
/** Of the account that takes turns with the first. */
export const SECOND = "canary-second";
const KEY_QUOTA = 3;

type Effect = () => { id: string; secret: string } | undefined;

/** A Cloud is one account at one service: what it accepts, what it was asked, and what may still land. */
export class Cloud {
  readonly accepted: Map<string, string>;
  readonly sent: Sent[] = [];
  readonly wrong: number[] = [];
  /** Set by people behind our back, or known to the recipient of a mail alone. */
  readonly foreign = new Set<string>();
  lockedUntil = 0;
  #changes = 0;
  #readyAt = 0;
  #serial = 0;
  #inTheAir: { landsAt: number; land(now: number): void }[] = [];

  constructor(first: string) {
    this.accepted = new Map([["key-0", first]]);
  }

  accepts(value: string): boolean {
    for (const one of this.accepted.values()) if (one === value) return true;
    return false;
  }

  isForeign(): boolean {
    return this.own() === 0;
  }

  /** Whether people ever changed it behind our back: then nobody can say what its sinks have. */
  hadForeign(): boolean {
    return this.foreign.size > 0;
  }

  changeBehindOurBack(): void {
    const value = `canary-theirs-${++this.#serial}`;
    this.foreign.add(value);
    this.#put("key-0", value);
  }

  /** What is in force and in no store counts as set by people. */
  disown(known: readonly (string | undefined)[]): void {
    for (const value of this.accepted.values()) if (!known.includes(value)) this.foreign.add(value);
  }

  request(call: Call, sent: Sent, { ending, now, lateMs }: Arrival): Reply {
    this.sent.push(sent);
    const effect = this.#effectOf(call);
    if (call.operation === "changePassword" && now < this.lockedUntil) return fail(sent, this.#locked());
    const refusal = this.#refusal(call, ending, now);
    if (refusal) return fail(sent, refusal);
    if (ending === "failed with 200" && call.operation === "resetRandomPassword") {
      sent.isRefused = true;
      return replied({});
    }
    if (ending === "lost, applied") this.#apply(sent, effect, now);
    if (ending === "lost, applied late") {
      sent.landsAt = now + lateMs;
      this.#inTheAir.push({ landsAt: sent.landsAt, land: (at) => void this.#apply(sent, effect, at) });
    }
    if (ending.startsWith("lost")) throw lost();
    return this.#apply(sent, effect, now) ?? fail(sent, new CredentialError("ERR_DRIFTED", "the old secret is wrong"));
  }

  /** Withdraws a key or makes it usable again: by its id, so as often as one likes. */
  manageKey({ operation, params }: Call, { ending, now, lateMs }: Arrival): Reply {
    const id = params?.["key"] ?? "";
    if (operation === "activateKey" && !this.accepted.has(id)) throw new CredentialError("ERR_REFUSED", "no such key");
    const land = () => void (operation === "deleteKey" && this.accepted.delete(id));
    if (ending === "lost, applied late") this.#inTheAir.push({ landsAt: now + lateMs, land });
    else if (ending !== "lost, never applied") land();
    if (ending.startsWith("lost")) throw lost();
    return replied({});
  }

  /** Lets land what is in the air and whose time has come, each at its own time, however much has passed at once. */
  land(now: number): void {
    if (this.#inTheAir.length === 0) return;
    const due = this.#inTheAir.filter(({ landsAt }) => landsAt <= now);
    this.#inTheAir = this.#inTheAir.filter(({ landsAt }) => landsAt > now);
    for (const landing of due.toSorted((a, b) => a.landsAt - b.landsAt)) landing.land(landing.landsAt);
  }

  /** Tells the same story by a clock that shows another time. */
  retell(ms: number): void {
    this.lockedUntil += ms;
    this.#readyAt += ms;
    for (const [n, at] of this.wrong.entries()) this.wrong[n] = at + ms;
    for (const landing of this.#inTheAir) landing.landsAt += ms;
    for (const sent of this.sent) {
      sent.at += ms;
      if (sent.landsAt !== undefined) sent.landsAt += ms;
    }
  }

  /** Whether a request is under way that may still land. */
  get isInTheAir(): boolean {
    return this.#inTheAir.length > 0;
  }

  /** What it will do on its own, seen from now. */
  pending(now: number): object {
    const landings = this.#inTheAir.map(({ landsAt }) => landsAt - now);
    return { landings, readyMs: Math.max(0, this.#readyAt - now), changes: this.#changes };
  }

  login(value: string, now: number): boolean {
    if (now < this.lockedUntil) throw this.#locked();
    const isRight = this.accepts(value);
    if (!isRight) this.wrong.push(now);
    return isRight;
  }

  look(now: number): Reply {
    return replied({
      isReady: now >= this.#readyAt,
      changes: String(this.#changes),
      ids: [...this.accepted.keys()],
    });
  }

  /** How many versions nobody else has made. */
  own(): number {
    let own = 0;
    for (const value of this.accepted.values()) if (!this.foreign.has(value)) own++;
    return own;
  }

  #refusal({ operation }: Call, ending: Ending, now: number): CredentialError | undefined {
    const isFull = operation === "createKey" && this.own() >= KEY_QUOTA;
    return (refusals[ending] ?? (isFull ? refusals.refused : undefined))?.(now);
  }

  #locked(): CredentialError {
    return new CredentialError("ERR_UNAVAILABLE", "locked", { againAt: new Date(this.lockedUntil), reason: "lock" });
  }

  #apply(sent: Sent, effect: Effect, now: number): Reply | undefined {
    sent.landsAt = undefined;
    const made = effect();
    if (!made) return void this.wrong.push(now);
    Object.assign(sent, { isApplied: true, value: made.secret });
    this.#changes++;
    this.#readyAt = now + 20_000;
    return replied(made);
  }

  #effectOf({ operation, body = {} }: Call): Effect {
    if (operation === "createKey") return () => this.#put(`key-${++this.#serial}`, `canary-made-${this.#serial}`);
    if (operation === "mailPassword") return () => this.#mail(`canary-made-${++this.#serial}`);
    const next = secretIn(body, "next");
    const current = secretIn(body, "current");
    if (operation === "changePassword")
      return () => (current === this.accepted.get("key-0") ? this.#put("key-0", next ?? "") : undefined);
    return () => this.#put("key-0", next ?? `canary-made-${++this.#serial}`);
  }

  #mail(secret: string) {
    this.foreign.add(secret);
    return this.#put("key-0", secret);
  }

  #put(id: string, secret: string) {
    this.accepted.set(id, secret);
    return { id, secret };
  }
}

/** The secret in one field of a body. */
export function secretIn(body: Body | undefined, field: string): string | undefined {
  const value = body?.[field];
  return value instanceof Secret ? value.reveal() : undefined;
}

export function replied(body: unknown): Reply {
  return { status: 200, headers: {}, body: new Secret(JSON.stringify(body)) };
}
