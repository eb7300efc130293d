import { approveSometimes, glance } from "./approver.ts";
import { isUnderWay } from "./beginnings.ts";
import { someSchedule } from "./calendar.ts";
import { QUIET_MS } from "./cloud.ts";
import type { Random } from "./fate.ts";
import { said, someTurn } from "./truth.ts";
import { someWay } from "./ways.ts";
import type { World } from "./world.ts";

/** A Chance decides what people do. */
export interface Chance {
  readonly roll: Random;
  /** Whether an older state is put back as soon as a request is in the air of which it knows nothing. */
  readonly isReckless: boolean;
}

/** What people do before a look: most do nothing. */
export async function meddle(world: World, { roll, isReckless }: Chance): Promise<void> {
  const luck = world.fate.whim();
  if (luck < 0.06 || (isReckless && !isUnderWay(world.row.credential))) await world.copy?.keep();
  if (isReckless && luck < 0.2 && world.clouds.some((cloud) => cloud.isInTheAir)) await putBack(world);
  else if (luck < 0.02) world.cloudOf(someTurn(roll)).lockedUntil = world.now + 300_000;
  else if (luck < 0.035 && world.kind.secret === "supplied") world.cloudOf(someTurn(roll)).changeBehindOurBack();
  else if (luck < 0.06) await world.ask("rotate");
  else if (luck < 0.1 && (world.kind.restore || world.other)) await world.ask("rollback");
  else if (luck < 0.11 || (luck < 0.3 && isWaitedFor(world))) await world.ask(said(world, roll));
  else if (luck < 0.33) await world.declare({ ...whim(roll, world.now), ...someWay(world, roll) });
  else if (luck < 0.345) await world.ask({ pause: new Date(world.now + Math.floor(roll() ** 2 * 21_600_000)) });
  else if (luck < 0.36) await world.ask("resume");
  else if (luck < 0.37) world.setBack(Math.floor(roll() ** 2 * 21_600_000));
  else if (luck < 0.373) await putBack(world);
  else if (luck < 0.375) await loseMark(world);
  else if (luck < 0.38) world.pass(Math.floor(roll() ** 2 * 60 * 86_400_000));
  else if (luck < 0.41) await glance(world, roll);
  else if (luck < 0.6) await approveSometimes(world, roll);
}

/** Whether nothing goes on before somebody has said what is in force. */
function isWaitedFor({ row: { credential } }: World): boolean {
  return credential.stuck !== undefined || credential.waiting?.reason === "import";
}

async function putBack(world: World): Promise<void> {
  world.story.tell("an older state of the store is put back");
  await world.copy?.putBack();
}

/** Nothing is older than it was, and nobody knows that. */
async function loseMark({ store, now, story }: World): Promise<void> {
  story.tell("the mark of the store is lost");
  const [since, until] = [new Date(now), new Date(now + QUIET_MS)];
  await store.doubt({ message: "its mark is gone", since, until, isProven: false, skip: 1 });
}

function whim(roll: Random, now: number) {
  const factor = 2 ** Math.floor(roll() * 3 - 1);
  const deliver = ["a", "b", "c"].filter(() => roll() < 0.7);
  return {
    rotate: someSchedule(roll, now),
    graceMs: 1_800_000 * factor,
    deliver,
    ...(roll() < 0.2 && { approval: "auto" as const }),
    ...(roll() < 0.9 && { heartbeat: { everyMs: 900_000 * factor } }),
    ...(roll() < 0.3 && { drift: "rotate" as const }),
  };
}
