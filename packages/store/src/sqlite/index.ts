export { type DaemonLock, lockDaemon } from "./daemon.ts";
export { dispatchDue, type DispatchOptions } from "./dispatch.ts";
export { openSqlite, type SqliteOptions } from "./open.ts";
export type { Chain, Kept, Keyring, KeyName, Mark, SqliteStore, Standing, Upkeep } from "./surface.ts";
