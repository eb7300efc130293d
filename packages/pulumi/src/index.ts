import * as dcs from "./generated/dcs.ts";
import * as iam from "./generated/iam.ts";
import * as meeting from "./generated/meeting.ts";

export { dcs, iam, meeting };
export type {
  Declaration,
  DeclarationArgs,
  Rotate,
  RotateBlackout,
  RotateWindow,
  Stagger,
} from "./generated/declaration.ts";
