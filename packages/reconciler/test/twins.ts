import { CredentialError, Secret, type Store } from "@rekey/core";
import type { MemoryStore } from "@rekey/core/testing";
import { Violation } from "./onlooker.ts";

/** What a history asks of a store. */
const OPERATIONS = [
  "declare",
  "ask",
  "request",
  "claim",
  "release",
  "commit",
  "finish",
  "get",
  "due",
  "payments",
  "doubt",
] as const;

/** Asks a memory store and a real one alike, one question at a time: answers with what the real one says, and objects where the two differ. */
export function twins(memory: MemoryStore, real: () => Store): MemoryStore {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (ask: Ask): Ask => {
    return (...args) => {
      const answer = last.then(() => ask(...args));
      last = answer.catch(() => undefined);
      return answer;
    };
  };
  const both = OPERATIONS.map((name) => [name, inTurn(agreed(name, memory, real))] as const);
  return { ...memory, ...Object.fromEntries(both) };
}

type Ask = (...args: unknown[]) => Promise<unknown>;

function agreed(name: (typeof OPERATIONS)[number], memory: Store, real: () => Store): Ask {
  return async (...args) => {
    const [expected, found] = [await outcomeOf(memory, name, args), await outcomeOf(real(), name, args)];
    const [said, saying] = [plain(expected), plain(found)];
    if (said !== saying) throw new Violation(0, `${name}: the stores differ\n${said}\n${saying}`);
    if ("error" in found) throw found.error;
    return found.value;
  };
}

async function outcomeOf(
  store: Store,
  name: string,
  args: unknown[],
): Promise<{ value: unknown } | { error: unknown }> {
  try {
    const operation: unknown = Reflect.get(store, name);
    if (typeof operation !== "function") throw new TypeError(`a store has ${name}`);
    return { value: await Reflect.apply(operation, store, args) };
  } catch (error) {
    return { error };
  }
}

/** As text, secrets and all: two that read the same are the same. */
function plain(outcome: object): string {
  return JSON.stringify(outcome, function (this: Record<string, unknown>, key, shown: unknown) {
    const value = this[key];
    if (value instanceof Secret) return value.reveal();
    if (value instanceof CredentialError) return [value.code, value.details.reason, value.details.againAt];
    if (value instanceof Error) return value.message;
    return shown instanceof Object && !Array.isArray(shown) ? sorted(shown) : shown;
  });
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
