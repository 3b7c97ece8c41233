// What stands around every view: the way between views, the filters, the clocks.
import { useEffect, useState } from "preact/hooks";
import { me, meta, send } from "../api";
import { filters, href, set, view, type Filter } from "../state";
import { STANDINGS } from "./claim";
import { Clocks } from "./clocks";
import { day, low, span } from "./words";

export const VIEWS: [string, string, string][] = [
  ["map", "Map", "M3 5.5 9 3l6 2.5L21 3v15.5L15 21l-6-2.5L3 21zM9 3v15.5M15 5.5V21"],
  ["incidents", "Incidents", "M12 2v5M12 17v5M2 12h5M17 12h5M5 5l3.4 3.4M15.6 15.6 19 19M19 5l-3.4 3.4M8.4 15.6 5 19"],
  ["control", "Control", "M3 5h9v4H3zM8 10.5h10v4H8zM5 16h13v4H5z"],
  ["reports", "Reports", "M5 3h10l4 4v14H5zM14 3v5h5M8 12h8M8 16h8"],
  ["threads", "Threads", "M6 3v18M6 7h7a3 3 0 0 1 3 3v1M6 14h5a3 3 0 0 1 3 3v1M16 11v.1M14 18v.1"],
  ["actors", "Actors", "M6 6m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M18 9m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M9 18m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M9 6.5l6 2M7 9l1.5 6M16 11.5 11.5 16"],
  ["aims", "Aims", "M12 3v18M12 7H6M12 12H3M12 17H8M12 7h7M12 12h4M12 17h9"],
  ["search", "Search", "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5 21 21"],
  ["review", "Review", "M4 12.5l5 5L20 6.5"],
];

const LABELS: Partial<Record<Filter, string>> = { from: "from", to: "to", place: "place", actor: "actor", source: "says", standing: "standing", type: "type", kind: "kind", text: "words" };

function label(name: Filter, value: string): string {
  const found = meta.value?.facets[name]?.find((f) => f.value === value);
  return name === "from" || name === "to" ? day(value) : found?.label ?? low(value);
}

/** Filters that do not narrow a view: their chips say so instead of promising what is not done. */
const IDLE: Record<string, Filter[]> = { control: ["type", "kind", "text"], threads: ["type", "kind", "text"], actors: ["type", "kind", "text"], aims: ["type", "kind", "text"] };

function Pick({ name, title, options }: { name: Filter; title: string; options: { value: string; label: string }[] }) {
  const value = filters.value[name] ?? "";
  const listed = options.some((o) => o.value === value) || !value ? options : [{ value, label: value }, ...options];
  return (
    <label class="pick"><span>{title}</span>
      <select value={value} onChange={(e) => set({ [name]: e.currentTarget.value || null })}>
        <option value="">any</option>
        {listed.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
      </select>
    </label>
  );
}

function Filters() {
  const [open, setOpen] = useState(false);
  const facets = meta.value?.facets ?? {};
  const chips = (Object.entries(filters.value) as [Filter, string][]).filter(([name]) => LABELS[name]);
  const options = (name: string) => (facets[name] ?? []).map((f) => ({ value: f.value, label: `${name === "kind" || name === "type" || name === "standing" ? low(f.label) : f.label} (${f.n})` }));
  return (
    <section class="filters noprint" aria-label="Filters">
      <div class="chips">
        <button type="button" class="quiet" aria-expanded={open} aria-controls="filterbox" onClick={() => setOpen(!open)}>Filter{chips.length ? ` · ${chips.length}` : ""}</button>
        {chips.map(([name, value]) => (
          <button type="button" class={`chip ${IDLE[view.value]?.includes(name) ? "idle" : ""}`} title={IDLE[view.value]?.includes(name) ? "does not narrow this view" : undefined} key={name} onClick={() => set({ [name]: null })} aria-label={`Take away the filter ${LABELS[name]}: ${label(name, value)}${IDLE[view.value]?.includes(name) ? "; it does not narrow this view" : ""}`}>
            <span>{LABELS[name]}</span> <bdi>{label(name, value)}</bdi> ×
          </button>
        ))}
        <Summary />
      </div>
      {open && (
        <div id="filterbox" class="filterbox">
          <Pick name="actor" title="Actor" options={options("actor")} />
          <Pick name="place" title="Place" options={options("place")} />
          <Pick name="source" title="Who says so" options={options("source")} />
          <Pick name="standing" title="Standing" options={options("standing").length ? options("standing") : STANDINGS.map((s) => ({ value: s, label: s }))} />
          <Pick name="type" title="Type" options={options("type")} />
          <Pick name="kind" title="Kind" options={options("kind")} />
          <label class="pick"><span>From</span><input type="date" value={filters.value.from ?? ""} onChange={(e) => set({ from: e.currentTarget.value || null })} /></label>
          <label class="pick"><span>To</span><input type="date" value={filters.value.to ?? ""} onChange={(e) => set({ to: e.currentTarget.value || null })} /></label>
          <label class="pick"><span>Words</span><input type="search" dir="auto" value={filters.value.text ?? ""} onChange={(e) => set({ text: e.currentTarget.value || null })} /></label>
        </div>
      )}
    </section>
  );
}

/** What the record holds, always in view: nobody should take a part for the whole. */
function Summary() {
  const m = meta.value;
  if (!m) return null;
  const n = (count: number | undefined, one: string) => `${(count ?? 0).toLocaleString("en-GB")} ${one}${count === 1 ? "" : "s"}`;
  return <p class="summary"><span>{n(m.counts["claims"], "claim")} · {n(m.counts["reports"], "report")}{m.bounds["known_first"] && m.bounds["known_last"] ? ` · published ${span(m.bounds["known_first"], m.bounds["known_last"])}` : ""}</span></p>;
}

export function Shell({ children }: { children: preact.ComponentChildren }) {
  // On a phone the views stand in a row that is wider than the screen: the one that is open is always in sight.
  useEffect(() => { document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); }, [view.value]);
  const person = me.value;
  const isPublic = person?.mode === "public";
  const shown = VIEWS.filter(([key]) => !(isPublic && key === "review"));
  return (
    <div class={`shell v-${view.value}`}>
      <a class="skip" href="#main">Skip to the view</a>
      <header class="top">
        <a class="brand" href="/" aria-label="According, the map"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" class="tile" /><path d="M8 9h16M8 16h11M8 23h7" class="lines" /><circle cx="23.5" cy="22.5" r="4.5" class="dot" /></svg><b>According</b></a>
        <nav aria-label="Views">
          {shown.map(([key, name, path]) => (
            <a key={key} href={href(key === "map" ? "/" : `/${key}`)} aria-current={view.value === key ? "page" : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg><span>{name}</span>
            </a>
          ))}
        </nav>
        <div class="person">
          {isPublic ? <span class="tag" title="Only what the release profile lets out can be seen here">public release</span> : (
            <><span title={`role: ${person?.role}`}>{person?.name}</span><button type="button" class="quiet" onClick={async () => { await send("DELETE", "/api/session"); location.assign("/"); }}>Sign out</button></>
          )}
        </div>
      </header>
      {view.value !== "review" && <Filters />}
      <main id="main" tabIndex={-1}>{children}</main>
      {!["review", "reports", "search"].includes(view.value) && <Clocks />}
    </div>
  );
}

export function Waiting({ error, loading, empty, children }: { error: string | null; loading: boolean; empty?: string | false | null; children?: preact.ComponentChildren }) {
  if (error) return <p class="notice" role="alert">{error}</p>;
  if (empty) return <p class="notice">{empty}</p>;
  if (loading && !children) return <p class="notice" role="status">…</p>;
  return <>{children}</>;
}
