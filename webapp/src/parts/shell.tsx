// What stands around every view: the way between views, the filters, the clocks.
import { useEffect, useState } from "preact/hooks";
import { epoch, me, meta, send } from "../api";
import { filters, href, route, set, unfiltered, view, type Filter } from "../state";
import { STANDINGS } from "./claim";
import { Clocks } from "./clocks";
import { day, low, plural, span } from "./words";

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

const LABELS: Partial<Record<Filter, string>> = { on: "true on", known_on: "known on", from: "from", to: "to", place: "place", actor: "actor", source: "says", standing: "standing", type: "type", kind: "kind", text: "words" };

function label(name: Filter, value: string): string {
  const found = meta.value?.facets[name]?.find((f) => f.value === value);
  return ["from", "to", "on", "known_on"].includes(name) ? day(value) : found?.label ?? low(value);
}

/** Filters that do not narrow a view, or not all of it: their chips say so instead of promising what is not done. */
const IDLE: Record<string, Filter[]> = { control: ["type", "kind", "text"], threads: ["type", "kind"], actors: ["type", "kind", "text"], aims: ["type", "kind", "text"] };
const PARTLY: Record<string, Filter[]> = { map: ["type", "kind", "text", "from", "to"] };
/** Views with the two clocks at their foot; elsewhere a day that is asked for is a filter like any other. */
const timed = (): boolean => view.value !== "review" && !(view.value === "reports" && route.value.path[1]);
const idle = (name: Filter): boolean => (view.value === "reports" && route.value.path.length > 1) || !!IDLE[view.value]?.includes(name);
function remark(name: Filter): string {
  if (idle(name)) return "does not narrow this view";
  return PARTLY[view.value]?.includes(name) ? "narrows the incidents, not who holds what" : "";
}

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
  const clock = (name: string) => name === "on" || name === "known_on";
  const chips = (Object.entries(filters.value) as [Filter, string][]).filter(([name]) => LABELS[name] && !(clock(name) && timed()));
  const options = (name: string) => (facets[name] ?? []).map((f) => ({ value: f.value, label: `${name === "kind" || name === "type" || name === "standing" ? low(f.label) : f.label} (${f.n})` }));
  return (
    <section class="filters noprint" aria-label="Filters">
      <div class="chips">
        <button type="button" class="quiet narrow" aria-expanded={open} aria-controls={open ? "filterbox" : undefined} onClick={() => setOpen(!open)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12M4.5 8h7M7 13h2" /></svg>Filter{chips.length ? ` · ${chips.length}` : ""}</button>
        {chips.map(([name, value]) => (
          <button type="button" class={`chip ${idle(name) ? "idle" : ""}`} title={remark(name) || undefined} key={name} onClick={() => set({ [name]: null })} aria-label={`Take away the filter ${LABELS[name]}: ${label(name, value)}${remark(name) && `; it ${remark(name)}`}`}>
            <span>{LABELS[name]}</span> <bdi>{label(name, value)}</bdi>{PARTLY[view.value]?.includes(name) && <small> incidents only</small>} ×
          </button>
        ))}
        {chips.length > 1 && <button type="button" class="quiet" onClick={unfiltered}>Clear all</button>}
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
  return <p class="summary"><span>{plural(m.counts["claims"] ?? 0, "claim")} · {plural(m.counts["reports"] ?? 0, "report")}{m.bounds["known_first"] && m.bounds["known_last"] ? ` · published ${span(m.bounds["known_first"], m.bounds["known_last"])}` : ""}</span></p>;
}

/** What a page on paper would not tell otherwise: what it was narrowed to, and where to find it. */
function Printed() {
  const chips = (Object.entries(filters.value) as [Filter, string][]).map(([name, value]) => `${LABELS[name]} ${label(name, value)}`);
  return <p class="printed">{chips.length ? `Narrowed to: ${chips.join("; ")}. ` : ""}{filters.value.on ? "" : "True on: the latest day. "}{filters.value.known_on ? "" : "By all that was published. "}{location.origin + location.pathname + location.search}</p>;
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
      <Printed />
      <main id="main" tabIndex={-1}>{children}</main>
      {timed() && <Clocks />}
    </div>
  );
}

/** The name of what is shown, for the window, its history and whoever hears it read out. */
export function useTitle(text: string | null | undefined): void {
  useEffect(() => { if (text) document.title = `${text} · According`; }, [text]);
}

const Unfilter = () => Object.keys(filters.value).length > 0 ? <button type="button" onClick={unfiltered}>Clear all filters</button> : null;

export function Waiting({ error, loading, empty, children }: { error: string | null; loading: boolean; empty?: string | false | null; children?: preact.ComponentChildren }) {
  if (error) return <div class="notice" role="alert"><p>This could not be shown: {error}.</p><p class="acts"><button type="button" onClick={() => epoch.value++}>Try again</button><Unfilter /></p></div>;
  if (empty) return <div class="notice"><p>{empty}</p>{meta.value?.counts["claims"] === 0 ? <EmptyRecord /> : <p class="acts"><Unfilter /></p>}</div>;
  if (loading) return <p class="notice" role="status">Loading …</p>;
  return <>{children}</>;
}

/** What to do about a record in which no claim is. */
export function EmptyRecord() {
  const reports = meta.value?.counts["reports"] ?? 0;
  if (me.value?.mode === "public") return <p>Nothing was released.</p>;
  return reports
    ? <p>The record has <a href="/reports">{plural(reports, "report")}</a>, and no claim was found in {reports === 1 ? "it" : "them"}. English reporting on wars is coded; text in other languages is kept as it is.</p>
    : <p>The record is empty. <code>according add PATH --record FILE</code> puts reports into it; <code>according demo --page</code> opens one with reports to try.</p>;
}

/** More of a list that is shown in parts. */
export function More({ shown, total, what, loading, more }: { shown: number; total: number; what: string; loading: boolean; more: () => void }) {
  return shown < total ? <p class="acts noprint"><button type="button" disabled={loading} onClick={more}>{loading ? "Loading …" : `Show more ${what}`}</button> <small>{shown.toLocaleString("en-GB")} of {total.toLocaleString("en-GB")} shown</small></p> : null;
}

/** In the stead of what an address names and the record does not have. */
export function Gone({ what, why, to, all }: { what: string; why: string; to: string; all: string }) {
  useTitle(what);
  return (
    <div class="column gone-page" role="alert">
      <h1>{what}</h1>
      <p class="sub">{why}</p>
      <p class="acts"><a href={href(to)}>{all}</a><a href={href("/search")}>Search the record</a><Unfilter /></p>
    </div>
  );
}
