// Control through time: a line for each place; rivals lie beside the holder in the same line.
import { meta, useApi } from "../api";
import { Picture } from "../parts/picture";
import { useNarrow } from "../parts/narrow";
import { useTitle, Waiting } from "../parts/shell";
import { colourOf, fade, holdersOf, LegendMarks, legendOf, patternMarkup } from "../parts/symbols";
import { Why } from "../parts/why";
import { clip, day, low, span } from "../parts/words";
import { filters, route, set } from "../state";
import type { State } from "../types";

interface Line { place: string; place_id: string | null; claims: number; stretches: { from: string; to: string; state: State }[] }

const placeName = (key: string): string => meta.value?.facets["place"]?.find((p) => p.value === key)?.label ?? "this place";
const keyOf = (l: Line): string => l.place_id ?? l.place;

export function ControlView() {
  const f = filters.value;
  const query = new URLSearchParams();
  for (const name of ["known_on", "from", "to", "actor", "source", "standing", "place"] as const) if (f[name]) query.set(name, f[name]);
  const { data, error, loading } = useApi<{ lines: Line[]; total: number }>(`/api/control/history?${query}`);
  const lines = (data?.lines ?? []).filter((l) => l.stretches.some((s) => s.state.status !== "unknown"));
  // The chosen stretch stands in the address: its place, and a day in it.
  const [place, on] = (route.value.params.get("stretch") ?? "").split("@");
  const row = lines.findIndex((l) => keyOf(l) === place), at = lines[row]?.stretches.findLastIndex((s) => s.from <= (on ?? "")) ?? -1;
  const picked = row >= 0 && at >= 0 ? { line: row, at } : null;
  const pick = (p: { line: number; at: number }) => set({ stretch: `${keyOf(lines[p.line]!)}@${lines[p.line]!.stretches[p.at]!.from.slice(0, 10)}` });
  const state = picked ? lines[picked.line]?.stretches[picked.at]?.state : lines.length === 1 ? lines[0]!.stretches.at(-1)?.state : undefined;
  useTitle(f.place && lines.length === 1 ? `Who held ${lines[0]!.place}` : "Control");
  return (
    <div class="column wide split">
      <div>
        <h1>Who held it, day by day</h1>
        <p class="sub">Each line is a place{data && data.total > data.lines.length ? `, the ${data.lines.length} most reported on out of ${data.total}; filter by place for another` : ""}. A full bar: one side holds it. Bars side by side: rivals. Broken edge: only the side that gains says so. Paler: less sure. ?: nobody knows. A dotted line beneath: siege. {f.source || f.standing ? "By the claims of this filter alone" : "With all that is known now"}{f.known_on ? `, as known on ${day(f.known_on)}` : ""}. Choose a stretch to see why.
          {f.place && <> <button type="button" class="quiet" onClick={() => set({ place: null })}>all places</button></>}</p>
        <Waiting error={error} loading={loading && !data} empty={data && lines.length === 0 && (f.place ? `No report says who holds ${placeName(f.place)}${Object.keys(f).length > 1 ? " under these filters" : ""}. Other claims about it stand under Search and Incidents.` : "No report says who holds a place.")}>
          {lines.length > 0 && <Lines lines={lines} picked={picked} pick={pick} />}
        </Waiting>
      </div>
      {state && <aside class="side-panel"><Why state={state} /></aside>}
    </div>
  );
}

/** The days of a stretch: up to the next one, or for as long as nothing else is told. */
function until(next: string | undefined, s: { from: string }): string {
  return next ? span(s.from, new Date(Date.parse(next.slice(0, 10)) - 86400000).toISOString()) : `since ${day(s.from)}`;
}
function told(state: State): string {
  const beside = holdersOf(state).filter((h) => !state.holders.some((x) => x.bloc === h.bloc)).map((h) => h.name);
  const held = state.holders.length ? `${state.status === "held" ? "held by" : low(state.status) + ","} ${state.holders.map((h) => h.name).join(" and ")}` : low(state.status);
  return `${held}${beside.length ? `, beside it ${beside.join(" and ")}` : ""}${state.besieged_since ? ", under siege" : ""}${state.grade === "none" ? "" : ` (${state.grade})`}`;
}

function Lines({ lines, picked, pick }: { lines: Line[]; picked: { line: number; at: number } | null; pick: (p: { line: number; at: number }) => void }) {
  const n = (d: string) => Date.parse(d) / 86400000;
  const all = lines.flatMap((l) => l.stretches.flatMap((s) => [n(s.from), n(s.to)]));
  const first = Math.min(...all), last = Math.max(...all) + 1;
  const named = new Map(lines.flatMap((l) => l.stretches.flatMap((s) => holdersOf(s.state).map((h) => [h.bloc, h] as const))));
  const narrow = useNarrow();
  const left = narrow ? 112 : 170, width = narrow ? 400 : 980, step = 44;
  const legend = legendOf([...named.values()], width - 24, true, "gl");
  const top = legend.height + 30, height = top + lines.length * step + 8;
  const x = (d: number) => left + ((d - first) / Math.max(1, last - first)) * (width - left - 12);
  const days = last - first;
  const every = Math.max(1, Math.ceil(days / (narrow ? 4 : 9)));
  const ticks = Array.from({ length: Math.floor(days / every) + 1 }, (_, i) => first + i * every);
  const blocs = [...new Set(lines.flatMap((l) => l.stretches.flatMap((s) => holdersOf(s.state).map((h) => h.bloc))))];
  const on = filters.value.on;
  return (
      <Picture name="according-control" label="Control of each place through time">
        <svg class="picture gantt" viewBox={`0 0 ${width} ${height}`} style={{ minWidth: narrow ? "300px" : "700px", width: "100%" }}>
          <defs dangerouslySetInnerHTML={{ __html: blocs.map((b, i) => patternMarkup(b, `g${i}`)).join("") }} />
          <LegendMarks of={legend} x={12} y={6} />
          {ticks.map((t) => <g key={t}><line x1={x(t)} x2={x(t)} y1={top - 6} y2={height - 8} class="grid" />{x(t) < width - (narrow ? 34 : 70) && <text x={x(t) + 3} y={top - 14} class="nodesub">{day(new Date(t * 86400000).toISOString(), days < 300)}</text>}</g>)}
          {lines.map((l, row) => {
            const y = top + row * step;
            return (
              <g key={l.place_id ?? l.place}>
                <text x={left - 12} y={y + 23} text-anchor="end" class="nodename"><title>{l.place}</title>{clip(l.place, narrow ? 13 : 20)}</text>
                {!l.place_id && <text x={left - 12} y={y + 36} text-anchor="end" class="nodesub">{narrow ? "no gazetteer" : "not in the gazetteer"}</text>}
                {l.stretches.map((s, i) => {
                  const a = x(n(s.from)), b = x(i + 1 < l.stretches.length ? n(l.stretches[i + 1]!.from) : last);
                  const shown = holdersOf(s.state).slice(0, 3);
                  const label = `${l.place}, ${until(l.stretches[i + 1]?.from, s)}: ${told(s.state)}`;
                  const choose = () => pick({ line: row, at: i });
                  return (
                    <g key={i} role="button" tabindex={0} aria-label={label} class={`bar ${picked?.line === row && picked.at === i ? "on" : ""}`} onClick={choose} onKeyDown={(e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), choose())}>
                      <title>{label}</title>
                      <rect x={a} y={y + 4} width={Math.max(3, b - a - 1.5)} height="30" rx="3" class="barground" />
                      {shown.map((h, k) => {
                        const claimed = k >= s.state.holders.length + s.state.alternatives.length;
                        return <rect key={h.bloc} x={a} y={y + 4 + (30 / shown.length) * k} width={Math.max(3, b - a - 1.5)} height={30 / shown.length} rx="3" fill={`url(#g${blocs.indexOf(h.bloc)})`} fill-opacity={claimed ? 0.38 : fade(s.state.grade)} stroke={colourOf(h.bloc)} stroke-dasharray={claimed ? "4 3" : undefined} />;
                      })}
                      {shown.length === 0 && b - a > 14 && <text x={(a + b) / 2} y={y + 24} text-anchor="middle" class="nodesub">?</text>}
                      {s.state.besieged_since && <line x1={a} x2={b - 1.5} y1={y + 37} y2={y + 37} class="siege" />}
                    </g>
                  );
                })}
              </g>
            );
          })}
          {on && n(on) >= first && n(on) <= last && <line x1={x(n(on) + 0.5)} x2={x(n(on) + 0.5)} y1={top - 10} y2={height} class="now" />}
        </svg>
      </Picture>
  );
}
