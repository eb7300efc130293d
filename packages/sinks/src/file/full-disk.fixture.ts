import { hasCode, Secret } from "@rekey/core";
import { delivery, opened, signal } from "../delivery.fixture.ts";

// Delivers more than the process may write, and prints what came of it.
const [path = ""] = process.argv.slice(2);
const secret = new Secret(`canary-${"x".repeat(100_000)}`);
try {
  await opened({ path }).deliver(delivery({ current: { secret } }), signal);
  process.stdout.write("{}");
} catch (error) {
  if (!hasCode(error, "ERR_DELIVERY")) throw error;
  const { code, message, details } = error;
  process.stdout.write(JSON.stringify({ code, message, remedy: details.remedy }));
}
