import { audit, walkChain } from "./audit.ts";
import { budgets } from "./budgets.ts";
import { census } from "./census.ts";
import { claims } from "./claims.ts";
import { commit } from "./commit.ts";
import { copy } from "./copy.ts";
import { declarations } from "./declarations.ts";
import { doubts } from "./doubts.ts";
import type { Ground } from "./ground.ts";
import { keyring, type Lock } from "./keyring.ts";
import { requests } from "./requests.ts";
import type { SqliteStore } from "./surface.ts";
import { tokens } from "./tokens.ts";
import { upkeep } from "./upkeep.ts";

/** A transaction that writes nothing takes the file's lock and costs no sync. */
function probe({ writer, refuseWhenFull, refuseWhenMoved }: Ground): Promise<void> {
  return writer.writeInOrder(() => {
    refuseWhenMoved();
    refuseWhenFull();
  });
}

export function storeOn(ground: Ground, lock: Lock): SqliteStore {
  const close = async () => {
    ground.writer.close();
    if (ground.db.isOpen) ground.db.close();
  };
  return {
    id: lock.storeId,
    path: ground.path,
    get transactions() {
      return ground.writer.transactions;
    },
    get barriers() {
      return ground.writer.barriers;
    },
    ...declarations(ground),
    ...requests(ground),
    ...claims(ground),
    commit: (claim, next, event, ...bills) => commit(ground, { claim, next, event, bills, isLast: false }),
    finish: (claim, next, event, ...bills) => commit(ground, { claim, next, event, bills, isLast: true }),
    ...budgets(ground),
    ...audit(ground),
    ...tokens(ground),
    ...census(ground),
    ...doubts(ground),
    ...keyring(ground, lock),
    ...upkeep(ground),
    onCommit: (then) => void (ground.writer.committed = then),
    probe: () => probe(ground),
    verifyChain: () => walkChain(ground),
    backup: (path) => copy(ground.db, path),
    close,
    [Symbol.asyncDispose]: close,
  };
}
