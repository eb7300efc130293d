import { Pool } from "pg";
import { type Job, PgBoss } from "pg-boss";
import type { Place, Subject } from "./subject.ts";
import { newPassword, open, seal, steps } from "./steps.ts";

const QUEUE = "rotate";
const BATCH = 200;

interface Order {
  readonly credential: string;
}

/** What a careful person writes over pg-boss: one job a rotation, and a row that remembers how far its five steps are. */
export async function pgBoss({ postgres }: Place): Promise<Subject> {
  const pool = new Pool({ connectionString: postgres, max: 10 });
  await pool.query("CREATE TABLE rotation (id text PRIMARY KEY, phase int NOT NULL, box bytea NOT NULL)");
  const boss = new PgBoss({ connectionString: postgres ?? "", max: 10, schedule: false });
  boss.on("error", (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE, { policy: "exclusive", retryLimit: 1000, expireInSeconds: 60 });
  let seeded = 0;
  return {
    async seed(count) {
      for (; seeded < count; seeded += 5000) {
        const jobs = Array.from({ length: Math.min(5000, count - seeded) }, (_, at) => `c${seeded + at}`);
        await boss.insert(
          QUEUE,
          jobs.map((credential) => ({ singletonKey: credential, data: { credential } })),
        );
      }
      seeded = count;
    },
    drain: () => drained(boss, pool, seeded),
    async close() {
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}

function drained(boss: PgBoss, pool: Pool, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = 0;
  const work = async (job: Job<Order>) => {
    await rotate(pool, job.data.credential);
    if (++done === count) resolve();
  };
  const options = { batchSize: BATCH, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 };
  void boss.work<Order>(QUEUE, options, async (jobs) => void (await Promise.all(jobs.map(work))));
  return promise;
}

/** Five checkpoints, each its own commit; a job that is run again goes on behind the last. */
async function rotate(pool: Pool, id: string): Promise<void> {
  const found = await pool.query<{ phase: number; box: Buffer }>("SELECT phase, box FROM rotation WHERE id = $1", [id]);
  const row = found.rows[0] ?? (await begun(pool, id));
  const word = open(row.box, id);
  const rest = [
    () => steps.set(id, word),
    () => steps.check(id, word),
    () => steps.deliver(id, word),
    () => steps.retire(id),
  ];
  for (const [at, step] of rest.entries()) {
    if (row.phase > at + 1) continue;
    await step();
    await pool.query("UPDATE rotation SET phase = $2 WHERE id = $1", [id, at + 2]);
  }
}

async function begun(pool: Pool, id: string): Promise<{ phase: number; box: Buffer }> {
  const row = { phase: 1, box: seal(newPassword(), id) };
  await pool.query("INSERT INTO rotation VALUES ($1, $2, $3)", [id, row.phase, row.box]);
  return row;
}
