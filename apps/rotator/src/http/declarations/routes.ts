import type { Api, Ground } from "../ground.ts";
import { getDeclaration } from "./get.ts";
import { inTurn } from "./in-turn.ts";
import { listDeclarations } from "./list.ts";
import { putDeclaration } from "./put.ts";
import { deleteDeclaration } from "./remove.ts";

/** What is declared over HTTP. */
export function declarationRoutes(app: Api, ground: Ground): void {
  const turn = inTurn();
  listDeclarations(app, ground);
  putDeclaration(app, ground, turn);
  getDeclaration(app, ground);
  deleteDeclaration(app, ground, turn);
}
