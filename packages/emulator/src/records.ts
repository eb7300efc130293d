import type { Clock } from "@rekey/core";
import type { Seen } from "./gateway/seen.ts";
import type { EmulatorEvent, SeenLogin } from "./options.ts";

/** Records are what the emulator remembers for its tests, and tells whoever listens. */
export interface Records {
  readonly requests: readonly Seen[];
  readonly logins: readonly SeenLogin[];
  seen(seen: Seen): void;
  login(login: Omit<SeenLogin, "at">): void;
  password(instance: string, user: string): void;
}

/** Opens empty records. */
export function openRecords(clock: Clock, report: (event: EmulatorEvent) => void = () => undefined): Records {
  const requests: Seen[] = [];
  const logins: SeenLogin[] = [];
  return {
    requests,
    logins,
    seen: (seen) => {
      const at = requests.findIndex(({ requestId }) => requestId === seen.requestId);
      if (at < 0) return void requests.push(seen);
      requests[at] = seen;
      report({ event: "request", ...seen });
    },
    login: (login) => {
      const seen = { at: clock.now(), ...login };
      logins.push(seen);
      report({ event: "login", ...seen });
    },
    password: (instance, user) => report({ event: "password", at: clock.now(), instance, user }),
  };
}
