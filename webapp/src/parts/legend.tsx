// What the marks of the map mean: on the page, and in words for the pictures that are taken along.
import type { Holder, State } from "../types";
import { ROUTE_COLOURS, RouteMark } from "./routes";
import { SideChip, stateSvg } from "./symbols";

export const MEANINGS: [string, string][] = [
  ["halves", "halves: rivals side by side"], ["ring", "broken ring: told only by the side that gains"], ["cross", "cross: both forces inside"], ["part", "small dot: another holds only a part"],
  ["unknown", "?: who holds it is not known"], ["siege", "ticks: under siege"], ["pale", "paler: older or less sure"], ["area", "shaded: an incident, somewhere inside"],
];

const BLANK: State = {
  place: "", place_id: null, status: "held", holders: [], grade: "confirmed", since: null, last_confirmed: null, besieged_since: null, alternatives: [], changed_from: null, changed_to: null,
  parts: [], rivals: [], earlier: [], rule: 0, rule_text: "", sentences: [], roots: "", would_change: [], age_days: null, notes: [], on: null, known_on: null,
};

/** The mark itself, drawn by the same hand as on the map. */
function sample(kind: string, sides: Holder[]): State | null {
  const a = sides[0] ?? { name: "", actor: null, bloc: "" }, b = sides[1] ?? a;
  if (kind === "halves") return { ...BLANK, status: "disputed", holders: [a], alternatives: [b] };
  if (kind === "ring") return { ...BLANK, status: "claimed_only", rivals: [{ status: "claimed_only", holder: a, since: null, until: null, grade: "claimed", told: "", sentences: [] }] };
  if (kind === "cross") return { ...BLANK, status: "contested", holders: [a, b] };
  if (kind === "part") return { ...BLANK, holders: [a], parts: [{ scope: "part", holder: b, since: null, grade: "confirmed", count: null, sentences: [] }] };
  if (kind === "unknown") return { ...BLANK, status: "unknown", grade: "none" };
  if (kind === "siege") return { ...BLANK, holders: [a], besieged_since: "x" };
  return null;
}

export function MapLegend({ sides, routes, dark, open }: { sides: Holder[]; routes: Set<string>; dark: boolean; open: boolean }) {
  return (
    <details class="legend" open={open}>
      <summary>Legend</summary>
      <ul>
        {sides.map((h) => <li key={h.bloc}><SideChip holder={h} /></li>)}
        {MEANINGS.map(([kind, words]) => {
          const state = sample(kind, sides);
          return <li key={kind}>{state ? <span class="lgmark" aria-hidden="true" dangerouslySetInnerHTML={{ __html: stateSvg(state, 22, dark, `lg-${kind}-`) }} /> : <i class={`lg ${kind}`} />} {words}</li>;
        })}
        {Object.keys(ROUTE_COLOURS).filter((s) => routes.has(s)).map((s) => <li key={s}><RouteMark status={s} told={false} /> road {s}</li>)}
        {routes.size > 0 && <li><RouteMark status="unknown" told /> broken: who holds its ends is not known; coloured by a report</li>}
      </ul>
    </details>
  );
}
