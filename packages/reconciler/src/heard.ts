import { after, type Credential, type Declared, type Reason, type Request, type Waiting } from "@rekey/core";

/** What people said: the declaration as it stands, and the oldest request that is not taken in. */
export interface Said {
  readonly declared: Declared;
  readonly request?: Request | undefined;
}

/** The row once it knows what people said since it was written; the very same row where they said nothing. Pure, so that a plan is made of it too. */
export function heard(credential: Credential, { declared, request }: Said): Credential {
  return answering(observing(credential, declared), request);
}

function observing(credential: Credential, { generation, declaration }: Declared): Credential {
  if (credential.observed === generation) return credential;
  const { current, previous, dueAt, waiting, cursors } = credential;
  const { rotate, graceMs, deliver } = declaration;
  const isRegraced = current && previous?.retireAt && !previous.isLeaving;
  return {
    ...credential,
    observed: generation,
    dueAt: current ? after(current.since, rotate.everyMs) : dueAt,
    previous: isRegraced ? { ...previous, retireAt: after(current.since, graceMs) } : previous,
    // A sink that comes back later starts from nothing: nobody knows what became of its copy.
    cursors: Object.fromEntries(Object.entries(cursors).filter(([sink]) => deliver.includes(sink))),
    waiting: unlessMended(waiting),
  };
}

function answering(credential: Credential, request: Request | undefined): Credential {
  if (!request || request.id <= credential.answered) return credential;
  return {
    ...credential,
    asked: request.what,
    answered: request.id,
    waiting: unlessMended(credential.waiting),
  };
}

/** Waits that only keep us from asking the same again too soon: somebody who speaks up may have mended the cause. */
const mendable: readonly Reason[] = ["refused", "declaration", "import"];

function unlessMended(waiting: Waiting | undefined): Waiting | undefined {
  return waiting && mendable.includes(waiting.reason) ? undefined : waiting;
}
