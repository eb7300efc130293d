import {
  type Ask,
  type Attempt,
  type Credential,
  type CredentialKind,
  type Declaration,
  type Delivery,
  type Event,
  type Turn,
} from "@rekey/core";
import type { MemoryStore } from "@rekey/core/testing";
import { approvable } from "../src/approval.ts";
import { reconcile } from "../src/reconcile.ts";
import { Copy } from "./copy.ts";
import { Cloud, FIRST, SECOND } from "./cloud.ts";
import type { Sent } from "./sent.ts";
import type { Fate, Stall } from "./fate.ts";
import { Laws } from "./laws.ts";
import { Violation } from "./onlooker.ts";
import { toolsOf } from "./ports.ts";
import { settled } from "./settled.ts";
import { alone, type Declaring, OTHER, type Process, type Setting } from "./setting.ts";
import { firstVersions } from "./first.ts";
import { Story } from "./story.ts";
import { kindNamed } from "./ways.ts";
import { declarationIn, placeIn, type Wish } from "./wish.ts";

/** A World is one credential, its cloud (two, where two accounts take turns), its sinks and its holders, on a virtual clock, watched by the laws. */
export class World {
  readonly kind: CredentialKind;
  /** The administrator's, where one is declared. */
  readonly admin: CredentialKind | undefined;
  readonly uid: string;
  readonly store: MemoryStore;
  /** An older state of the store, where it can be put back. */
  readonly copy: Copy | undefined;
  readonly cloud = new Cloud(FIRST);
  readonly other: Cloud | undefined;
  readonly clouds: readonly Cloud[];
  readonly sinks = new Map<string, Delivery>();
  readonly laws = new Laws(this);
  readonly story = new Story();
  /** Declarations by generation, the first at 1. */
  readonly declarations: Declaration[] = [];
  readonly events: Event[] = [];
  now = Date.UTC(2026, 0, 1);
  transitions = 0;
  /** How far the clock was ever set back, all in all. */
  setBackMs = 0;
  /** How often a holder woke to find that another had run meanwhile. */
  overtakings = 0;
  violation: Violation | undefined;
  fate: Fate;
  /** Changes whose reply reached a holder. */
  readonly answered = new Set<Sent>();
  #seen: Pick<World["row"], "credential" | "declared"> | undefined;
  #processes = 0;
  #depth = 0;

  private constructor(
    kind: CredentialKind,
    fate: Fate,
    { uid, store, keeping, isAlternating, admin }: Setting & Declaring,
  ) {
    this.kind = kind;
    this.admin = admin;
    this.other = isAlternating ? new Cloud(SECOND) : undefined;
    this.clouds = this.other ? [this.cloud, this.other] : [this.cloud];
    this.fate = fate;
    this.uid = uid;
    this.store = store;
    this.copy = keeping && new Copy(this, keeping);
  }

  /** A world with one credential whose first version is in force and whose next is due. */
  static async open(kind: CredentialKind, fate: Fate, given: Partial<Setting> & Declaring = {}): Promise<World> {
    const setting = { ...alone(), ...(given.store && { keeping: undefined }), ...given };
    const world = new World(kind, fate, setting);
    const heartbeat = { everyMs: 2_700_000 };
    await world.declare({ rotate: { everyMs: 7_200_000 }, graceMs: 1_800_000, deliver: ["a", "b"], heartbeat });
    const at = new Date(world.now);
    const held = await world.store.claim(setting.uid, at, 1);
    if (!held) throw new TypeError("a new credential is due");
    const first: Credential = { ...held.credential, ...firstVersions(world, at), observed: 1, opened: 1, wakeAt: at };
    await world.store.commit(held.claim, first, { name: "rotation.resolved", at });
    await world.store.release(held.claim);
    return world;
  }

  /** The cloud of an account, by its user or by whose turn it is. */
  cloudOf(whose: string | undefined | Turn): Cloud {
    const isOther = typeof whose === "object" ? whose.isAlternate : whose === OTHER;
    return (isOther && this.other) || this.cloud;
  }

  /** The kind that carries a turn out. */
  kindOf(turn?: Pick<Attempt, "by" | "kind">): CredentialKind {
    return turn?.by && this.admin ? kindNamed(this, turn.kind ?? this.admin.name) : this.kind;
  }

  get row() {
    const row = this.store.rows.get(this.uid);
    if (!row) throw new TypeError("the world has one credential");
    return row;
  }

  /** The declaration that the row was last planned for. */
  get observed(): Declaration {
    return this.declarationOf(this.row.credential);
  }

  declarationOf({ observed }: Credential): Declaration {
    const declaration = this.declarations[observed - 1];
    if (!declaration) throw new TypeError("every generation was declared here");
    return declaration;
  }

  async declare(change: Wish): Promise<void> {
    const declaration = declarationIn(this, change);
    const place = placeIn(this);
    const { generation } = await this.store.declare(declaration, place, new Date(this.now));
    this.declarations[generation - 1] = declaration;
  }

  async ask(what: Ask): Promise<void> {
    await this.store.ask(this.uid, what, { who: "people", at: new Date(this.now) });
  }

  /** Somebody sees what comes next, and may approve it now or after it has changed. */
  glance(): void {
    this.#seen = { ...this.row };
  }

  /** Approves what somebody saw last, unless it was begun by an administrator's way that was declared no more. */
  async approve(forMs: number): Promise<void> {
    const { credential, declared } = this.#seen ?? this.row;
    if (credential.attempt?.by && !declared.declaration.reconcile) return;
    const expiresAt = new Date(this.now + forMs);
    const version = credential.attempt?.version ?? credential.opened + 1;
    this.laws.approvals.push({ version, generation: declared.generation, expiresAt });
    await this.ask({ approve: { ...approvable(credential, declared, expiresAt), expiresAt } });
  }

  /** One holder looks once, from an empty memory. */
  async tick(): Promise<void> {
    const process: Process = { id: ++this.#processes, isDead: false, isForsaken: false };
    await reconcile(toolsOf(this, process), this.uid).catch((error: unknown) => {
      if (!process.isDead && !process.isForsaken) throw error;
    });
  }

  pass(ms: number): void {
    this.now += ms;
    for (const cloud of this.clouds) cloud.land(this.now);
    this.laws.always();
  }

  /** Somebody sets the clock back; nothing else in the world notices. */
  setBack(ms: number): void {
    this.now -= ms;
    this.setBackMs += ms;
    for (const cloud of this.clouds) cloud.retell(-ms);
  }

  object(violation: Violation): Violation {
    return (this.violation ??= violation);
  }

  /** Everything a holder does outside its memory goes through here: it may die before or after, or stand still. */
  async effect<T>(process: Process, name: string, run: () => T | Promise<T>): Promise<T> {
    const death = this.fate.dies();
    if (death === "before") process.isDead = true;
    this.#mustLive(process);
    this.story.tell(name, { at: this.now, by: process.id });
    const outcome = await settled(run);
    if ("error" in outcome && outcome.error instanceof Violation) this.object(outcome.error);
    this.laws.always();
    if (death === "after") process.isDead = true;
    const stall = this.fate.stall();
    if (stall && this.#depth === 0) await this.#standStill(stall);
    this.#mustLive(process);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  }

  async #standStill({ ms, isOvertaken }: Stall): Promise<void> {
    this.#depth++;
    this.pass(ms);
    if (isOvertaken) {
      this.overtakings++;
      await this.tick();
    }
    this.#depth--;
  }

  #mustLive(process: Process): void {
    if (this.violation) process.isDead = true;
    if (process.isDead) throw new Error("a crash");
  }
}
