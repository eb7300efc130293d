import type { Connection } from "@rekey/core";
import { type AclAccount, everyInstance, type Instance, listAclAccounts } from "@rekey/dcs";

/** Lists the ACL accounts that a connection sees, as commented declarations. */
export async function foundInDcs(via: Connection, connection: string): Promise<string> {
  const blocks: string[] = [];
  for await (const instance of everyInstance(via)) {
    const { accounts } = await listAclAccounts(via, { instanceId: instance.instanceId });
    blocks.push(
      blockOf(
        instance,
        accounts.filter(({ accountType }) => accountType !== "default"),
        connection,
      ),
    );
  }
  return blocks.length === 0 ? "  # DCS shows no instance to this connection.\n" : blocks.join("\n");
}

function blockOf(instance: Instance, accounts: readonly AclAccount[], connection: string): string {
  const { name, instanceId, engine = "Redis", engineVersion = "", status = "" } = instance;
  const head = `  # ${printable(name ?? instanceId)}: ${instanceId}, ${engine} ${engineVersion}, ${status}\n`;
  if (accounts.length === 0) return `${head}  # It has no ACL account.\n`;
  return head + accounts.map((account) => declarationOf(instance, account, connection)).join("");
}

function declarationOf({ name, instanceId }: Instance, { accountName }: AclAccount, connection: string): string {
  const lines = [
    `${nameOf(`${name ?? instanceId}-${accountName}`)}:`,
    "  kind: dcs.acl-password",
    `  connection: ${connection}`,
    `  account: { instance: ${instanceId}, user: ${printable(accountName)} }`,
    "  rotate: { every: 30d }",
    "  deliver: [app-env]",
  ];
  return lines.map((line) => `  # ${line}\n`).join("");
}

/** A name in the grammar of names. */
function nameOf(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, "-")
      .replace(/^-+/, "")
      .slice(0, 63) || "unnamed"
  );
}

/** What a service calls things must not end a comment. */
function printable(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "?");
}
