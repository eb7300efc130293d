// One subject, alone in its process: seeds, drains, and prints what that took as one line of JSON.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "./child.ts";
import type { Place, Subject } from "./subjects/subject.ts";

const subjects: Readonly<Record<Job["subject"], (place: Place) => Promise<Subject>>> = {
  rekey: async (place) => (await import("./subjects/engine.ts")).engine(place),
  floor: async (place) => (await import("./subjects/floor.ts")).floor(place),
  "pg-boss": async (place) => (await import("./subjects/pg-boss.ts")).pgBoss(place),
  dbos: async (place) => (await import("./subjects/dbos.ts")).dbos(place),
};

const { subject: name, count, inFlight, postgres, isOnlySeeded } = JSON.parse(process.argv[2] ?? "") as Job;
const folder = mkdtempSync(join(tmpdir(), "rekey-bench-"));
const subject = await subjects[name]({ folder, postgres });
await subject.seed(count);
const [before, synced] = [subject.transactions?.() ?? 0, subject.barriers?.() ?? 0];
const [from, spent] = [performance.now(), process.cpuUsage()];
if (!isOnlySeeded) await subject.drain(inFlight);
const [ms, { user, system }] = [performance.now() - from, process.cpuUsage(spent)];
const transactions = subject.transactions && subject.transactions() - before;
const barriers = subject.barriers && subject.barriers() - synced;
console.log(
  JSON.stringify({ ms, cpuMs: (user + system) / 1000, transactions, barriers, rssBytes: process.memoryUsage.rss() }),
);
await subject.close();
await rm(folder, { recursive: true });
process.exit();
