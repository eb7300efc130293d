import { type Clock, CredentialError, hasCode } from "@rekey/core";
import { connect, type ConnectOptions, type HttpConnection, type KeySource } from "@rekey/core-http";
import { agencyKeys, type Assumption } from "@rekey/iam";

/** Opens a connection that acts as an agency: its keys come from STS, which is asked with the keys of `options`. */
export function asAgency(options: ConnectOptions, agency: Omit<Assumption, "signal">, clock: Clock): HttpConnection {
  const asking = connect(options);
  const lent = agencyKeys(asking, agency, clock);
  const acting = connect({ ...options, credentials: signingWith(lent) });
  const close = async () => {
    await acting.close();
    await asking.close();
  };
  return {
    longestMs: acting.longestMs,
    quietMs: acting.quietMs,
    ca: acting.ca,
    get skewMs() {
      return acting.skewMs;
    },
    send: (call) => acting.send(call),
    reach: (host, port) => acting.reach(host, port),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** An agency that may not be assumed leaves the connection without an identity; nothing was sent with it. */
function signingWith(lent: KeySource): KeySource {
  return async (signal) => {
    try {
      return await lent(signal);
    } catch (cause) {
      if (!hasCode(cause, "ERR_REFUSED", "ERR_DRIFTED")) throw cause;
      throw new CredentialError("ERR_IDENTITY", cause.message, { ...cause.details, cause });
    }
  };
}
