import { small } from "../world.fixture.ts";
import { createEmulator } from "../start.ts";

// A process that owns an emulator with a real Redis, until somebody kills it.
await createEmulator(small(), { dataPlane: "redis" });
process.stdout.write("ready\n");
