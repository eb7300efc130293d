import { EXIT } from "../exit.ts";
import type { Setting } from "../setting.ts";
import { Trouble } from "../trouble.ts";

/** What is asked, and what is said where nobody answers or the answer is no. */
interface Question {
  /** `Apply this?` */
  readonly asks: string;
  /** `whether to apply this` */
  readonly whether: string;
  readonly declined: string;
  readonly youCan: string;
}

/** Asks on a terminal, where only the whole word counts; a pipe cannot answer. Throws unless the answer is yes. */
export async function consent({ io, isJson }: Setting, { asks, whether, declined, youCan }: Question): Promise<void> {
  const isAble = io.stdin.isTTY && io.stdout.isTTY && !isJson;
  const changed = "no: nothing was begun";
  if (!isAble) throw new Trouble(`nobody can be asked here ${whether}`, { changed, youCan, exit: EXIT.usage });
  io.stdout.write(`\n${asks} Only yes is taken as an answer: `);
  const answer = await io.stdin.line();
  if (answer.trim() !== "yes") throw new Trouble(declined, { changed });
}
