import type { OwnSink, Sinking } from "./config.ts";
import { type Findings, inside, type Spot } from "./findings.ts";

/** What lies at a path of this machine, as far as declarations were read. */
export type Places = Map<string, { readonly name: string; readonly sink: string }>;

interface Known {
  readonly sinks: ReadonlyMap<string, Sinking | OwnSink>;
  readonly findings: Findings;
  readonly places: Places;
}

/** Two deliveries in one place: whoever reads there would have now this one and now the other, or the second would never arrive. */
export function checkPlaces(name: string, spot: Spot, { sinks, findings, places }: Known): void {
  const deliver = inside(spot, "deliver");
  if (!Array.isArray(deliver.value)) return;
  for (const index of deliver.value.keys()) {
    const at = inside(deliver, String(index));
    const sink = sinks.get(String(at.value));
    const place = sink && "kind" in sink ? placeOf(sink, name) : undefined;
    if (!sink || place === undefined) continue;
    const other = places.get(place);
    places.set(place, { name, sink: sink.name });
    if (other)
      findings.add(at, {
        message: `${other.sink} puts ${other.name} in the same place`,
        remedy: "give each sink a path of its own, with {name} in it where it serves several",
      });
  }
}

/** A name that is none has its own finding. */
function placeOf({ kind, options }: Sinking, name: string): string | undefined {
  try {
    return kind.place?.(options, name);
  } catch {
    return undefined;
  }
}
