import { delivery } from "../delivery.fixture.ts";
import { asNewest } from "./mark.ts";
import { placeOf } from "./place.ts";

// Stands still while it holds the file, until it is killed.
const [path = ""] = process.argv.slice(2);
await asNewest(placeOf(path, "cache-app"), delivery(), async () => {
  process.send?.("held");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
