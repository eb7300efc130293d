import { small } from "../world.fixture.ts";
import { createEmulator } from "../start.ts";

// A process that owns an emulator with a real Redis, until somebody kills it or, where it is told so, until it is done.
const emulator = await createEmulator(small(), { dataPlane: "redis" });
process.stdout.write("ready\n");
if (process.argv[2] === "done") {
  await emulator.close();
  process.stdout.write("closed\n");
}
