import * as pulumi from "@pulumi/pulumi";

/** secretsIn names the arguments that hold a secret, so that check, which is given plain values, repeats none; undefined where none does. */
export function secretsIn(args: object): pulumi.Output<string[] | undefined> {
  const entries = Object.entries(args);
  const asked = entries.map(async ([name, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [name] : []));
  return pulumi.output(Promise.all(asked).then(named));
}

const named = (names: readonly string[][]): string[] | undefined =>
  names.flat().length > 0 ? names.flat() : undefined;
