import { hasCode, Secret } from "@rekey/core";
import { openSqlite } from "./open.ts";

/** Opens the store it is told with the key from its standard input, and prints what comes of it. */
let key = "";
for await (const chunk of process.stdin) key += String(chunk);
try {
  const store = await openSqlite(process.argv[2] ?? "", { keys: [{ source: "stdin", key: new Secret(key) }] });
  await store.close();
  console.log("opened");
} catch (error) {
  console.log(hasCode(error, "ERR_DECLARATION", "ERR_UNAVAILABLE") ? `${error.code} ${error.message}` : error);
}
