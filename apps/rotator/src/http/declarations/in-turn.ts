/** An InTurn runs work on a name when what was asked of it before is done. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Lets work on one name go on one after the other, so that what was looked at is what is changed. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = (before ?? Promise.resolve()).then(work);
    const done = mine.catch(() => undefined);
    last.set(name, done);
    try {
      return await mine;
    } finally {
      if (last.get(name) === done) last.delete(name);
    }
  };
}
