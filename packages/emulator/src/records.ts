import type { Clock } from "@rekey/core";
import type { Seen } from "./gateway/seen.ts";
import type { EmulatorEvent, SeenLogin } from "./options.ts";

/** Records are what the emulator remembers for its tests, and tells whoever listens. */
export interface Records {
  readonly requests: readonly Seen[];
  readonly logins: readonly SeenLogin[];
  /** How often an operation was sent. */
  sends(operation: string): number;
  seen(seen: Seen): void;
  login(login: Omit<SeenLogin, "at">): void;
  password(instance: string, user: string): void;
}

/** Opens empty records. */
export function openRecords(clock: Clock, report: (event: EmulatorEvent) => void = () => undefined): Records {
  const requests: Seen[] = [];
  const logins: SeenLogin[] = [];
  const sends = new Map<string, number>();
  return {
    requests,
    logins,
    sends: (operation) => sends.get(operation) ?? 0,
    seen: (seen) => {
      const at = requests.findLastIndex(({ requestId }) => requestId === seen.requestId);
      if (at < 0) {
        if (seen.operation !== undefined) sends.set(seen.operation, (sends.get(seen.operation) ?? 0) + 1);
        return remember(requests, seen);
      }
      requests[at] = seen;
      report({ event: "request", ...seen });
    },
    login: (login) => {
      const seen = { at: clock.now(), ...login };
      remember(logins, seen);
      report({ event: "login", ...seen });
    },
    password: (instance, user) => report({ event: "password", at: clock.now(), instance, user }),
  };
}

/** An emulator may run for days. */
const MOST = 10_000;

function remember<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > MOST) list.shift();
}
