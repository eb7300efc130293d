import type { Action, Change, Costs, Plan } from "../plan/change.ts";
import type { Paint, Style } from "./paint.ts";
import { inLine } from "./shown.ts";
import { instantText } from "./schedule.ts";
import { counted } from "./table.ts";

/** The plan in Terraform's manner. */
export function planText({ changes, unchanged }: Plan, paint: Paint): string {
  if (changes.length === 0) return `Nothing to do: ${counted(unchanged, "credential")} unchanged.\n`;
  const blocks = changes.map((change) => changeText(change, paint));
  return `Rekey will do the following:\n\n${blocks.join("\n")}\n${summary(changes, unchanged)}\n`;
}

const MARKS: Readonly<Record<Action, readonly [mark: string, style: Style]>> = {
  adopt: ["+", "green"],
  rotate: ["~", "yellow"],
  update: ["~", "yellow"],
  settle: ["?", "magenta"],
  wait: ["!", "magenta"],
  forget: ["-", "red"],
  import: ["<", "cyan"],
  rename: ["→", "cyan"],
};

function changeText(change: Change, paint: Paint): string {
  const { action, name, kind, connection, why } = change;
  const [mark, style] = MARKS[action];
  const first = `  ${paint("bold", `# ${name} (${kind} via ${connection})`)}`;
  const verb = `  ${paint(style, mark)} ${verbOf(change).padEnd(9)} ${versions(change).padEnd(9)} ${why}`;
  const rest = lines(change).map(([label, text]) => `      ${paint("dim", label.padEnd(9))} ${text}`);
  return [first, verb, ...rest].map((line) => `${inLine(line.trimEnd())}\n`).join("");
}

/** What waits for a person is named by what would be done. */
function verbOf({ action, to }: Change): string {
  if (action !== "wait") return action;
  return to === undefined ? "resolve" : "rotate";
}

function versions({ action, from, to }: Change): string {
  if (action === "settle")
    return [from, to]
      .filter((one) => one !== undefined)
      .map(numbered)
      .join(" or ");
  if (to === undefined) return from === undefined ? "" : numbered(from);
  return from === undefined ? `→ ${numbered(to)}` : `${numbered(from)} → ${numbered(to)}`;
}

const numbered = (version: number): string => `v${version}`;

function lines({
  name,
  action,
  from,
  to,
  self,
  left,
  account,
  costs,
  steps,
  breaks,
  keeps,
  disturbs,
  waits,
  instants = [],
  problem,
}: Change): readonly (readonly [string, string])[] {
  const all = [
    ["account", account],
    ["self", self && selfText(self, { name, action, from, to })],
    ["self", left && leftText(left, name)],
    ["costs", costs && costsText(costs)],
    ["then", steps.join(", ") || undefined],
    ["breaks", breaks],
    ["keeps", keeps],
    ["disturbs", disturbs],
    ["waits", waits],
    ...instants.map((instant, at) => [at === 0 ? "due" : "", instantText(instant)] as const),
    ["last", problem?.message],
    ["you can", problem?.remedy],
  ] as const;
  return all.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

/** Whoever rotates Rekey's own key should see that it is one. */
function selfText(
  self: readonly string[],
  { name, action, from, to }: Pick<Change, "name" | "action" | "from" | "to">,
): string {
  const who = self.join(", ");
  if (action === "forget") return leftText(self, name);
  if (to === undefined) return `${who} signs with it`;
  const until = from === undefined ? "the key of its configuration" : `v${from}`;
  return `${who} signs with v${to} once caller identity has accepted it, with ${until} until then`;
}

function leftText(left: readonly string[], name: string): string {
  return `${left.join(", ")} signs with the key of its configuration again: write the one in force there first, rotator reveal ${name}`;
}

function costsText({ resets, logins, left, of }: Costs): string | undefined {
  const spent = [
    ...(resets > 0 ? [counted(resets, "reset")] : []),
    ...(logins > 0 ? [`up to ${counted(logins, "login")}`] : []),
  ];
  if (spent.length === 0) return undefined;
  return of === undefined ? spent.join(", ") : `${spent.join(", ")}; ${left} of ${of} wrong tries are left`;
}

const COUNTED: readonly (readonly [Action, string])[] = [
  ["adopt", "to adopt"],
  ["rotate", "to rotate"],
  ["update", "to update"],
  ["settle", "to settle"],
  ["rename", "to rename"],
  ["forget", "to forget"],
  ["import", "to import"],
  ["wait", "waiting for a person"],
];

/** `Plan: 1 to adopt, 1 to rotate; 12 unchanged.` */
function summary(changes: readonly Change[], unchanged: number): string {
  const counts = COUNTED.map(
    ([action, words]) => [changes.filter((one) => one.action === action).length, words] as const,
  );
  const said = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `Plan: ${said.join(", ")}; ${unchanged} unchanged.`;
}
