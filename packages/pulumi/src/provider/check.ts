import { type Fault, faultsOf } from "../schema/faults.ts";
import { BESIDE, plain, type Properties, schemaOf, without } from "./properties.ts";
import type { Checked, Failure } from "./provider.ts";

/** check looks at inputs and at nothing else. What is unknown yet is left alone; what is secret is not repeated. */
export function check(news: Properties): Checked {
  const { args } = schemaOf(news);
  const { secrets } = news;
  const isSecret = (name: string) => Array.isArray(secrets) && secrets.includes(name);
  const faults = faultsOf(args, without(news, ...BESIDE));
  return { inputs: plain(without(news)), failures: faults.map((fault) => failureOf(fault, isSecret)) };
}

function failureOf({ path, value, message }: Fault, isSecret: (name: string) => boolean): Failure {
  const [property = ""] = path;
  const isShown = value !== undefined && !isSecret(property);
  return { property, reason: `${path.join(".")}${isShown ? ` ${JSON.stringify(value)}` : ""}: ${message}` };
}
