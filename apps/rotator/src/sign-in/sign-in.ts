import type { Clock } from "@rekey/core";
import { connect, type ConnectOptions, type HttpConnection } from "@rekey/core-http";
import { withIamUser } from "@rekey/iam";
import { withMeetingApp } from "@rekey/meeting";
import type { Connecting } from "../config/config.ts";
import { asAgency } from "./agency.ts";
import { type Following, keysOf, type Reading } from "./reading.ts";
import type { SignIns } from "./tokens.ts";

/** What connections sign in with beside what the operator wrote. */
interface On {
  readonly clock: Clock;
  /** Shared by the connections of this process. */
  readonly signIns: SignIns;
  readonly read: Reading;
  readonly following: Following;
}

type Credentials = NonNullable<Connecting["credentials"]>;

/** Opens a connection in the way that the operator wrote: keys are its own affair, anything else is a session over it. */
export function signedIn(written: Connecting, options: ConnectOptions, on: On): HttpConnection {
  const { credentials } = written;
  if (!credentials) return connect(options);
  if ("meetingApp" in credentials) return on.signIns.sessionOf(written, () => withApp(credentials, options, on));
  if ("iamUser" in credentials) return withUser(credentials, { written, options }, on);
  if ("agency" in credentials) return withAgency(credentials, options, on);
  return connect({ ...options, credentials: keysOf(credentials, on) });
}

/** Its key is read anew before every login. */
function withApp(
  { meetingApp }: Extract<Credentials, { meetingApp: unknown }>,
  options: ConnectOptions,
  { clock, read }: On,
) {
  const { appId, appKey, corpId } = meetingApp;
  const app = () => ({ appId, appKey: read(appKey, "App key"), corpId });
  return withMeetingApp(connect({ ...options, credentials: "none" }), app, { clock });
}

/** Its password is read anew before every sending. */
function withUser(
  { iamUser }: Extract<Credentials, { iamUser: unknown }>,
  { written, options }: { written: Connecting; options: ConnectOptions },
  { clock, signIns, read }: On,
) {
  const { user, account, password } = iamUser;
  const login = () => ({ user, account, password: read(password, "password") });
  const project = written.project === undefined ? { name: written.region } : { id: written.project };
  return withIamUser(connect({ ...options, credentials: "none" }), login, {
    project,
    clock,
    tokens: signIns.tokensFor(written),
  });
}

function withAgency(
  { agency }: Extract<Credentials, { agency: unknown }>,
  options: ConnectOptions,
  { clock, ...on }: On,
) {
  const { urn, session = "rekey", duration, externalId, accessKey, secretKey, securityToken } = agency;
  const own = accessKey && secretKey && keysOf({ accessKey, secretKey, securityToken }, on);
  const durationSeconds = duration === undefined ? undefined : duration / 1000;
  const assumed = { agencyUrn: urn, agencySessionName: session, durationSeconds, externalId };
  return asAgency({ ...options, credentials: own }, assumed, clock);
}
