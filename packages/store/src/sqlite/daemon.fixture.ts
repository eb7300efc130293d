import { lockDaemon } from "./daemon.ts";

/** A daemon that takes the lock of the store it is told, says so, and stays until it is killed. */
await lockDaemon(process.argv[2] ?? "");
console.log("locked");
setInterval(() => undefined, 60_000);
