import type { Delivered, Delivery, Sink, SinkKind } from "@rekey/core";
import { render } from "../format/render.ts";
import { asNewest, readMark } from "./mark.ts";
import { fileOptions, type FileOptions } from "./options.ts";
import { ownerOf } from "./owner.ts";
import { demandSafe, type Place, placeOf, statOf } from "./place.ts";
import { AGAIN, delivering, undelivered } from "./problem.ts";
import { type Content, replace } from "./replace.ts";
import { inTurn } from "./turns.ts";

const PREFIX = "REKEY_";

/** The sink `file`: one file a credential, exchanged whole and durably, never for an older version. */
export const file: SinkKind<FileOptions> = {
  name: "file",
  options: fileOptions,
  place({ path }, name) {
    return placeOf(path, name).path;
  },
  open(options): Sink {
    return {
      async deliver(delivery, signal) {
        const place = placeOf(options.path, delivery.name);
        await delivering(place.path, () => inTurn(place.path, () => put(place, delivery, { options, signal })));
      },
      async holds(delivered) {
        const place = placeOf(options.path, delivered.name);
        return delivering(place.path, () => inTurn(place.path, () => isThere(place, delivered)));
      },
    };
  },
};

async function put(
  place: Place,
  delivery: Delivery,
  { options, signal }: { options: FileOptions; signal: AbortSignal },
): Promise<void> {
  demandTime(place, signal);
  await demandSafe(place);
  const content = await contentOf(delivery, place, options);
  await asNewest(place, delivery, async () => {
    // The last instant at which it may be called off.
    demandTime(place, signal);
    await replace(place, content);
  });
}

/** A newer version is not what was delivered: whoever delivers again learns of it. */
async function isThere(place: Place, { uid, version }: Delivered): Promise<boolean> {
  const there = await statOf(place.path);
  const mark = there?.isFile() ? await readMark(place) : undefined;
  return mark?.uid === uid && mark.version === version;
}

function demandTime({ path }: Place, signal: AbortSignal): void {
  if (signal.aborted) throw undelivered(path, "the time is over", { cause: signal.reason, remedy: AGAIN });
}

async function contentOf(delivery: Delivery, { path }: Place, options: FileOptions): Promise<Content> {
  const { format, prefix = PREFIX, mode, owner } = options;
  const text = render(delivery, format, prefix);
  return { text, mode: Number.parseInt(mode, 8), ...(owner !== undefined && { owner: await ownerOf(owner, path) }) };
}
