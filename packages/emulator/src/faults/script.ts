import type { Act, PlaneAct, ReadFault } from "./fault.ts";

/** A Script holds the faults that are still to come. */
export interface Script {
  add(fault: ReadFault): void;
  /** The fault for this request, used up by asking. */
  ofRequest(operation: string): Act | undefined;
  /** The fault for this connection, used up by asking. */
  ofConnection(instance: { readonly id: string; readonly name: string }): PlaneAct | undefined;
  clear(): void;
}

interface Armed<A> {
  readonly on: string;
  readonly act: A;
  skip: number;
  left: number;
}

/** Opens a script with some faults. */
export function openScript(faults: readonly ReadFault[]): Script {
  const requests: Armed<Act>[] = [];
  const connections: Armed<PlaneAct>[] = [];
  const add = (fault: ReadFault): void => {
    const { skip, times } = fault;
    const left = times === "always" ? Infinity : times;
    if ("operation" in fault) requests.push({ on: fault.operation, act: fault.do, skip, left });
    else connections.push({ on: fault.instance, act: fault.do, skip, left });
  };
  faults.forEach(add);
  return {
    add,
    ofRequest: (operation) => take(requests, ["*", operation]),
    ofConnection: ({ id, name }) => take(connections, ["*", id, name]),
    clear: () => [requests, connections].forEach((list) => list.splice(0)),
  };
}

function take<A>(armed: readonly Armed<A>[], names: readonly string[]): A | undefined {
  const first = armed.find(({ on, left }) => left > 0 && names.includes(on));
  if (!first) return undefined;
  if (first.skip > 0) {
    first.skip--;
    return undefined;
  }
  first.left--;
  return first.act;
}
