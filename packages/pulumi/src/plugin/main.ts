#!/usr/bin/env node
// The plugin that Pulumi's engine starts for programs in every language: it prints the port on which it listens, and nothing else.
import { createRequire } from "node:module";
import schema from "../generated/schema.json" with { type: "json" };
import { serve } from "./serve.ts";

const HELP = `pulumi-resource-rekey is Rekey's provider for Pulumi; Pulumi starts it.

  pulumi-resource-rekey ENGINE    serves the engine at that address, and prints its own port
  pulumi-resource-rekey --help    prints this

The daemon is found by REKEY_URL and REKEY_TOKEN or REKEY_TOKEN_FILE, else by rekey:url and rekey:token of the stack's configuration.
`;

if (process.argv.includes("--help")) process.stdout.write(HELP);
else {
  const { version }: { version: string } = createRequire(import.meta.url)("../../package.json");
  const port = await serve({ env: process.env, schema: JSON.stringify({ ...schema, version }), version });
  process.stdout.write(`${port}\n`);
}
