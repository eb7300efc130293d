/** A Mutation is one deliberate break of the engine, or of what it stands on; `from` occurs exactly once in its file. */
export interface Mutation {
  readonly law: number;
  readonly name: string;
  /** Below `packages`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A second break, where two gates keep the same thing out and either is enough. */
  readonly and?: Mutation;
}

const engine =
  (file: string) =>
  (law: number, name: string, [from, to]: readonly [string, string]) => ({
    law,
    name,
    file: `reconciler/src/${file}.ts`,
    from,
    to,
  });
const core =
  (file: string) =>
  (law: number, name: string, [from, to]: readonly [string, string]) => ({
    law,
    name,
    file: `core/src/${file}.ts`,
    from,
    to,
  });

const issue = engine("issue");
const recover = engine("recover");
const plan = engine("plan");
const retire = engine("retire");
const doubt = engine("doubt");

/** What the simulation must notice. */
export const mutations: readonly Mutation[] = [
  issue(1, "no intent", ["  await open(work, drafted);\n", ""]),
  issue(2, "a reply is read before it is kept", [
    "  const durationMs =",
    `  if (kind.secret === "returned" && reply) kind.read(reply);\n  const durationMs =`,
  ]),
  recover(3, "asks again at once (returned, mailed)", [
    "  waitOut(airborneUntil(work, attempt));\n  const evidence",
    "  const evidence",
  ]),
  recover(3, "sets again at once", ["  waitOut(untilQuiet);\n", ""]),
  engine("reconcile")(3, "a heartbeat while a change is under way", [
    "[takeStep, tellMended,",
    "[beat, takeStep, tellMended,",
  ]),
  engine("beat")(3, "a lost answer counts as drift", [
    "await work.close(...unanswered(work, error));",
    "await work.close(...(error === unanswered ? unanswered(work, error) : refused(work)));",
  ]),
  recover(4, "a fresh candidate on retry", [
    "  waitOut(untilQuiet);\n",
    "  waitOut(untilQuiet);\n  attempt = { ...attempt, candidate: { secret: work.tools.generate(work.kind.rules(work.account)) } };\n",
  ]),
  issue(4, "a refusal drops the candidate of an earlier unknown", [
    `  if (attempt.quietUntil) return { ...attempt, phase: "sent" };\n`,
    "",
  ]),
  engine("work")(5, "no budget", ["event, ...billsOf(this, tries))", "event)"]),
  engine("beat")(5, "a heartbeat is not paid for", ["    await pay(work, 1);\n", ""]),
  engine("stakes")(5, "a quota is not counted", [
    "...(quota ? [changeBill(work, quota)] : []),",
    "...(quota ? [] : []),",
  ]),
  issue(5, "a change is not paid for", [`const least = "change" in kind ? 1 : 0;`, "const least = 0;"]),
  recover(5, "pays after the try", [
    `  await pay(work, old ? 2 : 1);\n  const answer = await tried(work, next);`,
    `  const answer = await tried(work, next);\n  await pay(work, old ? 2 : 1);`,
  ]),
  core("testing/memory/budgets")(5, "no try is left for the human", ["(lockout.tries - 1)", "lockout.tries"]),
  engine("tries")(5, "a payment forgets that a late change counts late", ["via.quietMs + windowMs", "windowMs"]),
  engine("tries")(5, "a try that was made is given back", ["  work.purse.unspent--;\n", ""]),
  plan(6, "opens another candidate while the last may land", ["  quiet,\n", ""]),
  recover(6, "an answer from before the quiet time is believed after it", [
    "if (isUnchanged && !untilQuiet)",
    "if (isUnchanged && !airborneUntil(work, attempt))",
  ]),
  issue(6, "a crash starts no quiet time", ["quietUntil: after(claim.endsAt, via.quietMs)", "quietUntil: work.now()"]),
  engine("resolve")(6, "a person is believed while a request is in the air", ["if (attempt && !stuck)", "if (false)"]),
  plan(6, "a person is believed about what was rotated since", ["  answered,\n", ""]),
  engine("overtaken")(6, "a person is believed by the clock", [
    "const isOther = request !== undefined && current?.number !== request.seen.current;",
    "const isOther = request !== undefined && current !== undefined && current.since > request.at;",
  ]),
  core("testing/memory/store")(7, "the store takes any epoch", ["row?.epoch !== epoch", "!row"]),
  engine("fenced")(7, "no fence before a change or a try", [`if (call.repeat === "never") fence();`, "void fence;"]),
  engine("react")(7, "goes on after the store has failed", ["work.isAdrift || hasCode", "hasCode"]),
  engine("rollback")(8, "a rollback reuses a number", [
    "current: { ...value, number: opened + 1,",
    "current: { ...value,",
  ]),
  engine("deliver")(8, "a failed sink brings the next rotation forward", [
    "const change = { cursors:",
    "const change = { ...(problem && { dueAt: work.now() }), cursors:",
  ]),
  retire(9, "retires before every sink has the new one", ["  if (declaration.deliver.some", "  if ([].some"]),
  engine("rotate")(9, "no grace", ["after(since, declaration.graceMs)", "since"]),
  engine("blocked")(9, "rotates while the previous is retiring", ["  laneTaken,\n  retiring,\n", "  laneTaken,\n"]),
  engine("turn")(9, "changes the account in force", ["current && !current.isAlternate", "current?.isAlternate"]),
  engine("blocked")(9, "changes the other account while a sink still has it", [
    "if (behind.length === 0) return undefined;",
    "if (behind.length >= 0) return undefined;",
  ]),
  engine("blocked")(9, "changes the other account within the grace", ["if (freeAt > now)", "if (freeAt < now)"]),
  engine("turn")(9, "goes back to what a dropped attempt may have changed", [
    "{ ...previous, isLeaving: true }",
    "previous",
  ]),
  engine("rollback")(9, "rolls back to what may be withdrawn", [
    "return previous.isLeaving\n",
    "return previous.isLeaving === null\n",
  ]),
  recover(6, "the administrator's way is taken although an earlier request is unknown", [
    `  waitOut(untilQuiet);\n  if ("change" in work.kind && inForce === "neither" && work.declaration.reconcile) return giveUp(work);`,
    `  if ("change" in work.kind && inForce === "neither" && work.declaration.reconcile) return giveUp(work);\n  waitOut(untilQuiet);`,
  ]),
  engine("turn")(3, "the administrator's way is taken although the old secret logs in", [
    "lastBeat(row)?.driftedAt !== undefined;",
    "lastBeat(row)?.driftedAt === undefined;",
  ]),
  engine("turn")(13, "an administrator mails again while the last mail waits for its import", [
    `return asked === "rotate";`,
    "return true;",
  ]),
  engine("approval")(13, "an administrator mails unasked", [
    "if (isFree && !isMail) return undefined;",
    "if (isFree || isMail) return undefined;",
  ]),
  engine("begun")(1, "another administrator's kind carries on what was begun", [
    "if (isDeclared(attempt, declaration)) return;",
    "if (isDeclared(attempt, declaration) || declaration.reconcile) return;",
  ]),
  recover(9, "an orphan is left behind", ["await withdraw(work, evidence.orphan);", "void withdraw;"]),
  engine("look")(11, "a delivery owed has no wake-up", ["now), ...deliveries, retirement,", "now), retirement,"]),
  engine("look")(11, "a request heard just before a crash has no wake-up", [
    "if (stuck && !asked) return undefined;",
    "if (stuck) return undefined;",
  ]),
  recover(11, "tries are paid one by one", [
    `await pay(work, old ? 2 : 1);\n  const answer = await tried(work, next);`,
    `await pay(work, 1);\n  const answer = await tried(work, next);\n  if (answer === "refused" && old) await pay(work, 1);`,
  ]),
  issue(11, "what was spent on asking keeps the answer from being used", [
    `if (attempt.phase === "unsent" || work.isAdrift) throw error;`,
    "if (error) throw error;",
  ]),
  core("testing/memory/claims")(11, "a claim's end is no wake-up", [
    "{ ...row.credential, wakeAt: endsAt }",
    "{ ...row.credential, wakeAt: after(endsAt, 365 * 86_400_000) }",
  ]),
  engine("tries")(11, "a right answer is not given back", [`  if (answer !== "refused") work.purse.right++;\n`, ""]),
  plan(11, "a request that cannot be met is kept", [
    `return isStuck && typeof asked === "string" ? decline("it is stuck: resolve it first") : undefined;`,
    `return isStuck && typeof asked === "string" ? rest : undefined;`,
  ]),
  plan(11, "no heartbeat finds what drifted", ["return at && at <= now ?", "return at && at < new Date(0) ?"]),
  engine("heartbeat")(11, "a heartbeat is no wake-up", [
    "  return next && latest(next, held",
    "  return next && next <= now && latest(next, held",
  ]),
  engine("heard")(12, "a declaration makes it due at once", [
    "owedChanged(credential, declaration, now)",
    "new Date(0)",
  ]),
  engine("owed")(12, "a clock that is set back owes a slot again", [
    "answered: answeredAt, now",
    "answered: undefined, now",
  ]),
  engine("closure")(11, "a pause holds nothing", ["pausedUntil && { until: pausedUntil }", "undefined && pausedUntil"]),
  engine("closure")(11, "windows hold nothing", [
    "row.asked === undefined ? rotate :",
    "row.asked === null ? rotate :",
  ]),
  engine("closure")(11, "blackouts hold nothing", [
    "openAt(schedule, now",
    "openAt({ ...schedule, blackouts: [] }, now",
  ]),
  issue(11, "begins in a window that closed meanwhile", [
    '  if (attempt.phase === "unsent") mustBeOpen(work);\n',
    "  void mustBeOpen;\n",
  ]),
  {
    ...plan(11, "what was turned away begins again in a pause", ["return until ? {", "return until && !until ? {"]),
    and: issue(11, "the same gate, asked right before the intent", [
      '  if (attempt.phase === "unsent") mustBeOpen(work);\n',
      "  void mustBeOpen;\n",
    ]),
  },
  doubt(5, "asks one account about the other's secret", ["  if (isOther) work.takeTurn(current);\n", ""]),
  doubt(6, "a restored state is believed", [
    "const inForce = await ask(work, doubt);",
    `const inForce = "current" as Answer;\n  void ask;`,
  ]),
  plan(6, "a restored state is asked about while a newer one's request may land", ["[doubt.until, ", "["]),
  engine("deliver")(8, "a state in doubt is delivered", ["credential.doubt || ", ""]),
  doubt(8, "what a restored state holds keeps its number", ["current: { ...proved, number }", "current: proved"]),
  {
    law: 8,
    name: "a restored state gives numbers again",
    file: "core/src/testing/memory/doubts.ts",
    from: "opened: credential.opened + skip,",
    to: "opened: credential.opened + 0 * skip,",
  },
  engine("approval")(13, "an approval of another plan is taken", ["approved.hash === hashOf(row, declared) && ", ""]),
  engine("approval")(13, "an approval never ends", [
    "return expiresAt <= now;",
    "return expiresAt < new Date(0) && expiresAt < now;",
  ]),
  engine("approval")(13, "nobody is asked", ["kind.disrupts === undefined ||", "kind.disrupts !== undefined ||"]),
  engine("approval")(13, "an approval names no version", [
    "row.uid, versionOf(row), generation",
    "row.uid, generation",
  ]),
  recover(13, "mails again", [`if (work.kind.secret === "mailed" && evidence !== "no")`, "if (false)"]),
  engine("rotate")(13, "a mailed secret is said to be held", [
    "number: version, issued, facts",
    "number: version, issued: issued ?? { secret: work.tools.generate({ length: 1, classes: [] }) }, facts",
  ]),
  core("errors")(14, "a lost reply counts as a refusal", [
    `"ERR_IDENTITY", "ERR_UNAVAILABLE");`,
    `"ERR_IDENTITY", "ERR_UNAVAILABLE", "ERR_OUTCOME_UNKNOWN");`,
  ]),
  recover(14, "a repeated reset that is refused proves the first did nothing", [
    `const isUndone = evidence === "no" || typeof evidence === "object";`,
    "const isUndone = true;",
  ]),
];
