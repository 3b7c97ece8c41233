// Search: words in reports and claims, narrowed by facets.
import { useState } from "preact/hooks";
import { useApi } from "../api";
import { ClaimCard } from "../parts/claim";
import { Waiting } from "../parts/shell";
import { low } from "../parts/words";
import { asked, filters, set, type Filter } from "../state";
import type { Claim, Facets, ReportLine } from "../types";
import { ReportRow } from "./reports";

const GROUPS: [Filter, string][] = [["kind", "Kind"], ["type", "Type"], ["standing", "Standing"], ["place", "Place"], ["actor", "Actor"], ["source", "Who says so"]];

export function SearchView() {
  const { data, error, loading } = useApi<{ reports: ReportLine[]; claims: Claim[]; total: number; facets: Facets }>(`/api/search?${asked()}`);
  const [text, setText] = useState(filters.value.text ?? "");
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
              <ul>{list.slice(0, 14).map((f) => (
                <li key={f.value}><button type="button" class="facet" aria-pressed={filters.value[name] === f.value} onClick={() => set({ [name]: filters.value[name] === f.value ? null : f.value })}>
                  <bdi>{["kind", "type", "standing"].includes(name) ? low(f.label) : f.label}</bdi><span>{f.n}</span></button></li>
              ))}</ul>
            </details>
          );
        })}
      </div>
      <div class="results">
        <Waiting error={error} loading={loading} empty={data && data.total === 0 && data.reports.length === 0 && "Nothing has these words. Fewer words, or fewer filters, find more."}>
          {data && data.reports.length > 0 && <section><h2>Reports</h2><ul class="rows">{data.reports.slice(0, 6).map((r) => <li key={r.id}><ReportRow report={r} /></li>)}</ul></section>}
          <section><h2>{data?.total ?? 0} claims</h2>{data?.claims.map((c) => <ClaimCard key={c.id} claim={c} open={data.claims.length < 4} />)}</section>
        </Waiting>
      </div>
    </div>
  );
}
