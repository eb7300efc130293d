export type { Chain } from "./audit.ts";
export { type DaemonLock, lockDaemon } from "./daemon.ts";
export { dispatchDue, type DispatchOptions } from "./dispatch.ts";
export type { Keyring } from "./keyring.ts";
export type { KeyName } from "./keys.ts";
export { openSqlite, type SqliteOptions } from "./open.ts";
export type { SqliteStore } from "./store.ts";
export type { Kept, Upkeep } from "./upkeep.ts";
