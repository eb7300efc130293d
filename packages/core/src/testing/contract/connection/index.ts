import { type Case, casesOf } from "../case.ts";
import { outcomes } from "./outcomes.ts";
import { requests } from "./requests.ts";
import { type OpenConnection, type Scene } from "./scene.ts";
import { scripted } from "./server.ts";

/** What every Connection promises, each case on one of its own and against a server of its own on loopback. */
export function connectionContract(open: OpenConnection): readonly Case[] {
  return casesOf(() => openScene(open), { ...requests, ...outcomes });
}

async function openScene(open: OpenConnection): Promise<Scene> {
  const server = await scripted();
  try {
    const opened = await open(server.origin);
    const close = async () => {
      await opened.close?.();
      await server.close();
    };
    return { open, opened, via: opened.via, server, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}
