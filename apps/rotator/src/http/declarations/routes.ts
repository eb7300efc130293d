import type { Api, Ground } from "../ground.ts";
import { getDeclaration } from "./get.ts";
import { listDeclarations } from "./list.ts";
import { putDeclaration } from "./put.ts";
import { deleteDeclaration } from "./remove.ts";

/** What is declared over HTTP. */
export function declarationRoutes(app: Api, ground: Ground): void {
  listDeclarations(app, ground);
  putDeclaration(app, ground);
  getDeclaration(app, ground);
  deleteDeclaration(app, ground);
}
