import type { Connection } from "@rekey/core";

/** An HttpConnection talks to Huawei Cloud over sockets of its own until it is closed. */
export interface HttpConnection extends Connection, AsyncDisposable {
  /** By how much the service's clock is ahead of this one, as far as its replies have shown; signatures take it into account. */
  readonly skewMs: number;
  /** Waits for what is under way, and closes all sockets. A call that is sent later throws ERR_UNAVAILABLE. */
  close(): Promise<void>;
}
