import type { Call, Verdict } from "./connection.ts";

/** A Code is one row of a service's table: what it answers, what that says about the request, and who says so. */
export interface Code<M extends string> {
  /** As its replies spell it; absent where the status says enough, whatever code stands beside it. */
  readonly code?: string | undefined;
  /** With which HTTP status it is known to come; where nobody says, any 4xx. */
  readonly status?: number | undefined;
  readonly means: M;
  /** The page or source that lists it. */
  readonly source: string;
}

/** A ListedCode is a Code whose source says both code and status. */
export interface ListedCode<M extends string> extends Code<M> {
  readonly code: string;
  readonly status: number;
}

/** A Group is codes of one status, one meaning and one source. */
export interface Group<M extends string> extends Omit<Code<M>, "code" | "status"> {
  readonly status: number;
  /** Separated by blanks. */
  readonly codes: string;
}

/** Spells groups out. */
export function codesOf<M extends string>(groups: readonly Group<M>[]): readonly ListedCode<M>[] {
  return groups.flatMap(({ codes, ...row }) => {
    const each = codes.trim().split(/\s+/);
    return each.map((code) => ({ code, ...row }));
  });
}

/** A Codebook is all that is documented of a service's codes, or of one operation's: earlier tables come before later ones. */
export interface Codebook<M extends string> {
  readonly tables: readonly (readonly Code<M>[])[];
  readonly verdicts: Readonly<Record<M, Verdict>>;
  /** How the tables spell a code that came; as it came where absent. */
  readonly spelled?: ((code: string) => string) | undefined;
}

/** What a reply's status and code mean; undefined where no table lists them together. */
export function meaningOf<M extends string>(
  { tables, spelled = (code) => code }: Codebook<M>,
  status: number | undefined,
  serviceCode: string | undefined,
): M | undefined {
  const code = serviceCode === undefined ? undefined : spelled(serviceCode);
  for (const table of tables) {
    const row = table.find((one) => isOfStatus(one, status) && (one.code === undefined || one.code === code));
    if (row) return row.means;
  }
  return undefined;
}

/** A 5xx says nothing that is not listed with it. */
function isOfStatus<M extends string>({ status: listed }: Code<M>, status = 0): boolean {
  return listed === undefined ? status >= 400 && status < 500 : listed === status;
}

/**
 * Makes a `Call.classify` of a codebook, for a call that needs an action: the verdict of a meaning called `permission` names it. What no table lists
 * is undefined, which a connection takes for unknown, never for success (law 14).
 */
export function classifier<M extends string>(codebook: Codebook<M>, action?: string): NonNullable<Call["classify"]> {
  return (status, serviceCode) => {
    const means = meaningOf(codebook, status, serviceCode);
    if (means === undefined) return undefined;
    const verdict = codebook.verdicts[means];
    if (means !== "permission" || action === undefined) return verdict;
    return { ...verdict, remedy: `grant the connection's identity the action ${action}` };
  };
}
