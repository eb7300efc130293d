import process from "node:process";

/**
 * Keeps Node 24 from calling node:sqlite experimental on standard error: what the store needs of it is read back at every opening, so nobody has to
 * act on that. To be called before anything that imports it is loaded.
 */
export function hushSqlite(): void {
  const emit = process.emitWarning.bind(process);
  const value = (...args: readonly unknown[]) => {
    if (!String(args[0]).startsWith("SQLite is an experimental feature")) Reflect.apply(emit, process, args);
  };
  Object.defineProperty(process, "emitWarning", { configurable: true, value });
}
