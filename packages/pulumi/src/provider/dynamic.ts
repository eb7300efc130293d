import { plainly } from "./plainly.ts";
import { check } from "./check.ts";
import { diff } from "./diff.ts";
import type { Config, DynamicProvider } from "./provider.ts";
import { Names } from "./names.ts";
import { create, update } from "./put.ts";
import { find, refresh } from "./read.ts";
import { remove } from "./remove.ts";
import type { Through } from "./through.ts";

/** dynamicProvider is the provider behind resources whose program runs on Node. */
export function dynamicProvider(open: (config: (key: string) => string | undefined) => Through): DynamicProvider {
  const names = new Names();
  let config: Config | undefined;
  const through = open((key) => {
    const value = config?.get(`rekey:${key}`);
    return typeof value === "string" ? value : undefined;
  });
  return {
    configure: (request) => {
      ({ config } = request);
    },
    check: (_olds, news) =>
      plainly(async () => {
        const { inputs, failures } = check(news);
        return { inputs, failures: [...failures, ...names.take(inputs)] };
      }),
    diff: (_id, olds, news) =>
      plainly(async () => {
        const { changed, replaces } = diff(olds, news);
        return { changes: changed.length > 0, replaces: [...replaces], deleteBeforeReplace: replaces.length > 0 };
      }),
    create: (inputs) => create(inputs, through),
    update: (id, olds, news) => update(id, olds, { news, through }),
    // What was got has no uid yet: nothing but its kind and its provider stand in it.
    read: (id, outputs) =>
      plainly(async () =>
        outputs["uid"] === undefined ? find(id, outputs, through) : ((await refresh(id, outputs, through)) ?? {}),
      ),
    delete: (id, outputs) => plainly(() => remove(id, outputs, through)),
  };
}
