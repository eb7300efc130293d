import type { Command } from "commander";
import type { Bind } from "./command.ts";
import { apply } from "./commands/apply.ts";
import { approve } from "./commands/approve.ts";
import { deliver } from "./commands/deliver.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import { emulate } from "./commands/emulate.ts";
import { history } from "./commands/history.ts";
import { importing } from "./commands/import.ts";
import { init } from "./commands/init.ts";
import { kinds } from "./commands/kinds.ts";
import { pause } from "./commands/pause.ts";
import { plan } from "./commands/plan.ts";
import { resolve } from "./commands/resolve.ts";
import { resume } from "./commands/resume.ts";
import { reveal } from "./commands/reveal.ts";
import { rollback } from "./commands/rollback.ts";
import { rotate } from "./commands/rotate.ts";
import { run } from "./commands/run.ts";
import { status } from "./commands/status.ts";
import { token } from "./commands/token.ts";
import { validate } from "./commands/validate.ts";

/** Every command, in the order of the help. */
export const commands: readonly ((program: Command, bind: Bind) => void)[] = [
  init,
  validate,
  doctor,
  plan,
  apply,
  run,
  status,
  rotate,
  deliver,
  rollback,
  approve,
  pause,
  resume,
  importing,
  resolve,
  history,
  reveal,
  token,
  kinds,
  emulate,
  demo,
];
