// The negative control of the kill test: the same engine, kinds, connection and Redis, over a store that keeps an intent only in memory.
// It must lose a password when it is killed; if it does not, the kill test could not fail either.
import { generate, type Store } from "@rekey/core";
import { dispatchOf, openStore } from "../storing.ts";
import { run } from "@rekey/reconciler";
import { loadOperator } from "../config/load.ts";
import { plugged } from "../setting.ts";
import { realIo } from "../io.ts";
import { wire } from "../wiring.ts";

const io = realIo();
const operator = loadOperator([process.argv[2] ?? ""], io, plugged);
const opened = await openStore(operator, io);
await opened.hold();
const wires = wire(operator, { io, plugged });

const forgetful: Store = Object.assign(Object.create(opened.store), {
  commit: (...[claim, next, event, ...bills]: Parameters<Store["commit"]>) =>
    event.name === "rotation.opened" ? Promise.resolve() : opened.store.commit(claim, next, event, ...bills),
});

process.stdout.write("started\n");
await run({ ...wires, store: forgetful, generate, report: () => {} }, dispatchOf(opened, io, { most: 4, beat() {} }), {
  concurrency: 4,
  signal: new AbortController().signal,
});
