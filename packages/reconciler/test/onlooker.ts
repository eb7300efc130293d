import type { World } from "./world.ts";

/** A Violation is one law that was broken, and how; 0 where two stores differ, of which at least one breaks the contract of both. */
export class Violation extends Error {
  readonly law: number;

  constructor(law: number, why: string) {
    super(`law ${law}: ${why}`);
    this.law = law;
  }
}

/** An Onlooker sees everything and may object. */
export class Onlooker {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  hold(law: number, holds: boolean, why: string): void {
    if (!holds) throw this.world.object(new Violation(law, why));
  }
}
