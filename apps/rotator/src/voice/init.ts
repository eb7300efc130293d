interface Made {
  readonly path: string;
  readonly seal: string;
  readonly recovery: string;
  readonly store: string;
}

/** What init made, and what a person has to do with it. */
export function initText({ path, seal, recovery, store }: Made): string {
  return `Made:
  ${path}   what is rotated, and how
  ${seal}   opens the store; only this user may read it
  ${recovery}   opens it too, should seal.key be lost
  ${store}   empty, and sealed for both keys

Now move recovery.key off this machine: print it, or put it into a safe or another organisation's vault. Not into git, not into the
backup that holds rekey.db, not beside seal.key. Who has a key and the store has every password in it; a store whose keys are all
lost is every password lost.

Next: declare something in ${path}, then rotator doctor, rotator plan, rotator apply.
`;
}
