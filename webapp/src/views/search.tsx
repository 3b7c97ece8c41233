// Search: words in reports and claims, narrowed by facets.
import { useEffect, useState } from "preact/hooks";
import { usePages } from "../api";
import { ClaimCard } from "../parts/claim";
import { More, useTitle, Waiting } from "../parts/shell";
import { low, plural } from "../parts/words";
import { asked, filters, href, set, type Filter } from "../state";
import type { Claim, Facets, ReportLine } from "../types";
import { ReportRow } from "./reports";

const GROUPS: [Filter, string][] = [["kind", "Kind"], ["type", "Type"], ["standing", "Standing"], ["place", "Place"], ["actor", "Actor"], ["source", "Who says so"]];

const FEW = 12;

export function SearchView() {
  const { data, error, loading, rows, more } = usePages<{ reports: ReportLine[]; claims: Claim[]; total: number; facets: Facets }, Claim>(`/api/search?${asked()}`, (a) => a.claims);
  const [text, setText] = useState(filters.value.text ?? "");
  const [whole, setWhole] = useState<Partial<Record<Filter, boolean>>>({});
  useEffect(() => setText(filters.value.text ?? ""), [filters.value.text]);
  useTitle(filters.value.text ? `Search: ${filters.value.text}` : "Search");
  return (
    <div class="searchview">
      <h1 class="sr">Search</h1>
      <form class="searchbox" role="search" onSubmit={(e) => { e.preventDefault(); set({ text: text || null }, false); }}>
        <label class="sr" for="words">Words to look for</label>
        <input id="words" type="search" dir="auto" value={text} placeholder="Words, “a phrase”, begin*" onInput={(e) => setText(e.currentTarget.value)} />
        <button type="submit" class="main">Search</button>
      </form>
      <div class="facets" role="group" aria-label="Narrow">
        {GROUPS.map(([name, title]) => {
          const list = data?.facets[name] ?? [];
          return list.length > 0 && (
            <details key={name} open={["kind", "type", "standing"].includes(name) && innerWidth > 760}>
              <summary>{title} <small>{list.length}</small></summary>
              <ul>{list.slice(0, whole[name] ? list.length : FEW).map((f) => (
                <li key={f.value}><button type="button" class="facet" aria-pressed={filters.value[name] === f.value} onClick={() => set({ [name]: filters.value[name] === f.value ? null : f.value })}>
                  <bdi>{["kind", "type", "standing"].includes(name) ? low(f.label) : f.label}</bdi><span>{f.n}</span></button></li>
              ))}</ul>
              {list.length > FEW && <button type="button" class="quiet" aria-expanded={!!whole[name]} onClick={() => setWhole({ ...whole, [name]: !whole[name] })}>{whole[name] ? "fewer" : `all ${list.length}`}</button>}
            </details>
          );
        })}
      </div>
      <div class="results">
        <Waiting error={error} loading={loading && !data} empty={data && data.total === 0 && data.reports.length === 0 && "Nothing has these words. Fewer words or filters find more; a star stands for any ending (bomb*)."}>
          {data && data.reports.length > 0 && <section><h2>Reports</h2><ul class="rows">{data.reports.slice(0, 6).map((r) => <li key={r.id}><ReportRow report={r} /></li>)}</ul>
            {data.reports.length > 6 && <p><a href={href("/reports")}>All reports with these words</a></p>}</section>}
          <section><h2>{plural(data?.total ?? 0, "claim")}</h2>{rows.map((c) => <ClaimCard key={c.id} claim={c} open={rows.length < 4} />)}
            <More shown={rows.length} total={data?.total ?? 0} what="claims" loading={loading} more={more} /></section>
        </Waiting>
      </div>
    </div>
  );
}
