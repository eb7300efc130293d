import type { Connection } from "@rekey/core";

/** The same connection with a fence before all that may change or cost something: only the connection sees each change and each try leave. */
export function fenced(via: Connection, fence: () => void): Connection {
  const as = via.as?.bind(via);
  return {
    longestMs: via.longestMs,
    quietMs: via.quietMs,
    ca: via.ca,
    ...(as && { as: (member) => fenced(as(member), fence) }),
    async reach(host, port) {
      fence();
      return via.reach(host, port);
    },
    async send(call) {
      if (call.repeat === "never") fence();
      return via.send(call);
    },
  };
}
