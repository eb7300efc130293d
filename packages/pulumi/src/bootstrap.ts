/**
 * The text that Pulumi runs as the provider of every resource of this package, stored with each in the state. It is written by hand and never
 * changes: whatever release is installed later reads what this one stored. So nothing is serialized, and no release causes a difference.
 */
export const BOOTSTRAP = `// @rekey/pulumi v1
exports.handler = () => {
  const it = import("@rekey/pulumi/provider").then((m) => m.provider(), (e) => {
    throw new Error("@rekey/pulumi cannot be loaded from " + process.cwd() + ": add it to the program's dependencies (refresh and destroy need it too). Cause: " + e.message);
  });
  const call = (m) => (...a) => it.then((p) => p[m](...a));
  return Object.fromEntries(["configure", "check", "diff", "create", "read", "update", "delete"].map((m) => [m, call(m)]));
};
`;
