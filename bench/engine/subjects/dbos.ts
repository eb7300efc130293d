import { DBOS, DBOSClient } from "@dbos-inc/dbos-sdk";
import type { Place, Subject } from "./subject.ts";
import { newPassword, open, seal, steps } from "./steps.ts";

const QUEUE = "rotations";
const APPLICATION = { name: "bench", version: "1" };
const silent = { info() {}, debug() {}, warn() {}, error: console.error };

let done = (): void => {};

const rotation = DBOS.registerWorkflow(rotate, { name: "rotate" });
void rotation;

/** The same five steps as a durable workflow. The password is sealed inside its step, because results are stored. */
async function rotate(id: string): Promise<void> {
  const boxed = await DBOS.runStep(async () => seal(newPassword(), id).toString("base64"), { name: "propose" });
  const word = open(Buffer.from(boxed, "base64"), id);
  await DBOS.runStep(() => steps.set(id, word), { name: "set" });
  await DBOS.runStep(() => steps.check(id, word), { name: "check" });
  await DBOS.runStep(() => steps.deliver(id, word), { name: "deliver" });
  await DBOS.runStep(() => steps.retire(id), { name: "retire" });
  done();
}

export async function dbos({ postgres }: Place): Promise<Subject> {
  const systemDatabaseUrl = postgres ?? "";
  DBOS.setConfig({
    name: APPLICATION.name,
    applicationVersion: APPLICATION.version,
    systemDatabaseUrl,
    systemDatabasePoolSize: 20,
    logger: silent,
  });
  let seeded = 0;
  return {
    async seed(count) {
      await DBOS.launch();
      await DBOS.shutdown();
      await enqueue(systemDatabaseUrl, count);
      seeded = count;
    },
    async drain(inFlight) {
      const { promise, resolve } = Promise.withResolvers<void>();
      let left = seeded;
      done = () => {
        if (--left === 0) resolve();
      };
      await DBOS.launch();
      await DBOS.registerQueue(QUEUE, { workerConcurrency: inFlight, minPollingIntervalMs: 100 });
      await promise;
    },
    close: () => DBOS.shutdown(),
  };
}

async function enqueue(systemDatabaseUrl: string, count: number): Promise<void> {
  const client = await DBOSClient.create({
    systemDatabaseUrl,
    logger: silent,
    applicationName: APPLICATION.name,
    systemDatabasePoolSize: 16,
  });
  const put = (id: string) =>
    client.enqueue(
      {
        queueName: QUEUE,
        workflowName: "rotate",
        workflowID: id,
        appVersion: APPLICATION.version,
        deduplicationID: id,
      },
      id,
    );
  for (let first = 0; first < count; first += 64)
    await Promise.all(Array.from({ length: Math.min(64, count - first) }, (_, at) => put(`c${first + at}`)));
  await client.destroy();
}
