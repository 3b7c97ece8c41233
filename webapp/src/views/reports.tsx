// The reader: a report's text with its claims in it, who says what in brackets, how it is put by the line beneath.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { me, useApi, usePages } from "../api";
import { ClaimCard, MEANS, Standing, STANDINGS } from "../parts/claim";
import { Found } from "../parts/found";
import { Gone, More, useTitle, Waiting } from "../parts/shell";
import { day, gist, hour, plural, words } from "../parts/words";
import { asked, filters, href, route, set } from "../state";
import type { Claim, ReportLine } from "../types";

interface Report { id: string; title: string | null; publisher: string | null; byline: string | null; published: string | null; url: string | null; text: string; comments: string[]; copy_of: string | null; language: string | null; warnings: string[] }
interface Detail { report: Report; claims: Claim[]; incidents: Record<string, string>; rivals: Record<string, number>; copies: ReportLine[]; excerpts_only: boolean }

export function ReportsView() {
  const id = route.value.path[1];
  return id ? <Reader id={id} /> : <Shelf />;
}

const untitled = (): string => (me.value?.mode === "public" ? "A report whose title is withheld" : "A report without a title");

export function ReportRow({ report }: { report: ReportLine }) {
  return (
    <a href={href(`/reports/${report.id}`)} class="row">
      <span class="rowhead"><b dir="auto">{report.title ?? untitled()}</b></span>
      {report.snippet && <span class="snippet" dir="auto"><Found text={report.snippet} /></span>}
      <span class="rowfoot"><span><bdi>{report.publisher ?? "publisher unknown"}</bdi> · {day(report.published)} {hour(report.published)}</span><span class="tag">{plural(report.claims, "claim")}</span>{report.copy_of && <span class="tag">a copy</span>}</span>
    </a>
  );
}

function Shelf() {
  const { data, error, loading, rows, more } = usePages<{ reports: ReportLine[]; total: number }, ReportLine>(`/api/reports?${asked()}`, (a) => a.reports);
  const narrowed = Object.keys(filters.value).length > 0;
  useTitle("Reports");
  return (
    <div class="column">
      <h1>Reports</h1>
      <p class="sub">{data ? `${plural(data.total, "report")}${narrowed ? " with a claim that passes the filters" : ""}, latest first.` : ""}</p>
      <Waiting error={error} loading={loading && !data} empty={data?.total === 0 && (narrowed ? "No report passes these filters." : "There is no report yet.")}>
        <ul class="rows">{rows.map((r) => <li key={r.id}><ReportRow report={r} /></li>)}</ul>
        <More shown={rows.length} total={data?.total ?? 0} what="reports" loading={loading} more={more} />
      </Waiting>
    </div>
  );
}

function Reader({ id }: { id: string }) {
  const { data, error, loading, status } = useApi<Detail>(`/api/reports/${encodeURIComponent(id)}`);
  const picked = route.value.params.get("claim");
  const [hover, setHover] = useState<string | null>(null);
  const panel = useRef<HTMLElement>(null);
  // A row of the list lights its passage and leaves the list where it is.
  const [lit, setLit] = useState<string | null>(null);
  useTitle(data && `${data.report.title ?? "Report"}, ${data.report.publisher ?? "publisher unknown"}`);
  useEffect(() => {
    if (data && picked) document.querySelector(`[data-claims~="${CSS.escape(picked)}"]`)?.scrollIntoView({ block: "center" });
  }, [data, picked]);
  if (status === 404) return <Gone what="This report is not here" why="No report of this record has the id in the address. It may belong to another record, or the release that is served leaves it out." to="/reports" all="See all reports" />;
  if (!data) return <Waiting error={error} loading={loading} />;
  const r = data.report;
  const shown = hover ?? picked;
  // Whoever chooses by keyboard goes on in the panel, and with Escape comes back to the passage.
  const pick = (c: string, byKey = false) => { setHover(null); set({ claim: c }); if (byKey) setTimeout(() => panel.current?.focus({ preventScroll: true })); };
  const leave = () => { setHover(null); set({ claim: null }); if (picked) setTimeout(() => (document.querySelector(`mark[tabindex="0"][data-claims~="${CSS.escape(picked)}"]`) as HTMLElement | null)?.focus({ preventScroll: true })); };
  const light = (id: string | null) => ({ onMouseEnter: () => setLit(id), onMouseLeave: () => setLit(null), onFocus: () => setLit(id), onBlur: () => setLit(null) });
  const chosen = data.claims.filter((c) => c.id === shown);
  const same = chosen[0] ? data.claims.filter((c) => c.id !== shown && c.quote.start < chosen[0]!.quote.end && chosen[0]!.quote.start < c.quote.end) : [];
  return (
    <div class="reader">
      <article class="paper">
        <p class="noprint"><a href={href("/reports")}>← all reports</a></p>
        <p class="kicker"><bdi>{r.publisher ?? "publisher unknown"}</bdi> · {day(r.published)} {hour(r.published)}{r.byline && <> · {r.byline}</>}</p>
        <h1 dir="auto">{r.title ?? untitled()}</h1>
        {data.excerpts_only && <p class="notice small">Only the released excerpts of this report are shown.</p>}
        {r.copy_of && <p class="notice small">A copy: <a href={href(`/reports/${r.copy_of}`)}>the report it was copied from</a>. It is no root of its own.</p>}
        <Text report={r} claims={data.claims} shown={shown ?? lit} onHover={setHover} onPick={pick} />
        {data.claims.length > 0 && <ul class="key" aria-label="How to read the marks">
          {STANDINGS.filter((s) => data.claims.some((c) => c.standing === s)).map((s) => <li key={s}><span class={`st st-${s}`}>{s}</span> {MEANS[s]}</li>)}
          <li><span class="brackexample">⟦who⟧</span> whose words these are; brackets in brackets: who passes on whose</li>
        </ul>}
        {data.copies.length > 0 && <section><h2>Also carried by</h2><ul class="rows">{data.copies.map((c) => <li key={c.id}><ReportRow report={c} /></li>)}</ul></section>}
        {r.comments.length > 0 && <details class="comments"><summary>{plural(r.comments.length, "reader's comment", "readers' comments")}, kept apart and never coded</summary>{r.comments.map((c, i) => <p key={i} dir="auto">{c}</p>)}</details>}
      </article>
      <p class="sr" role="status">{picked && chosen[0] ? `${chosen[0].standing}: ${gist(chosen[0])}` : ""}</p>
      <aside class="side-panel" aria-label="Claims of this report" ref={panel} tabIndex={-1} onKeyDown={(e) => e.key === "Escape" && picked && leave()}>
        {chosen.length > 0 ? (
          <>
            <button type="button" class="quiet back noprint" onClick={leave}>← all claims</button>
            {chosen.map((c) => <Full key={c.id} claim={c} incident={data.incidents[c.id]} rivals={data.rivals[c.id] ?? 0} settled={!hover} />)}
            {same.length > 0 && <><h2 class="paneltitle">In the same words</h2>{same.map((c) => <button type="button" class="plainrow" key={c.id} {...light(c.id)} onClick={() => set({ claim: c.id })}><Standing of={c.standing} /> <bdi>{gist(c)}</bdi></button>)}</>}
          </>
        ) : (
          <>
            <h2 class="paneltitle">{plural(data.claims.length, "claim")}</h2>
            <p class="sub noprint">{data.claims.length ? "Hover over a passage or a row, or choose one." : "No claim was found in this text."}</p>
            <ol class="claimlist">{data.claims.map((c) => (
              <li key={c.id}><button type="button" class="plainrow" {...light(c.id)} onClick={() => { setLit(null); set({ claim: c.id }); }}>
                <Standing of={c.standing} /> <b><bdi>{gist(c)}</bdi></b><q class="under" dir="auto">{words(c.quote.exact, 90)}</q></button></li>
            ))}</ol>
          </>
        )}
      </aside>
    </div>
  );
}

function Full({ claim, incident, rivals, settled }: { claim: Claim; incident: string | undefined; rivals: number; settled: boolean }) {
  const { data } = useApi<{ rivals: Claim[] }>(settled && rivals ? `/api/claims/${claim.id}` : null);
  return (
    <>
      <ClaimCard claim={claim} open>
        <p class="cardfoot">{incident && <a href={href(`/incidents/${incident}`)}>Its incident</a>}{rivals > 0 && <span class="tag">{rivals} {rivals === 1 ? "account" : "accounts"} in other reports</span>}</p>
      </ClaimCard>
      {data && data.rivals.length > 0 && <><h2 class="paneltitle">In other reports</h2>{data.rivals.map((c) => <ClaimCard key={c.id} claim={c} />)}</>}
    </>
  );
}

/** Cuts the text where claims begin and end; brackets open where a speaker's words begin. */
function Text({ report, claims, shown, onHover, onPick }: { report: Report; claims: Claim[]; shown: string | null; onHover: (c: string | null) => void; onPick: (c: string, byKey?: boolean) => void }) {
  const pieces = useMemo(() => {
    const real = claims.filter((c) => c.quote.end > c.quote.start);
    const cuts = new Set([0, report.text.length]);
    for (const c of real) { cuts.add(c.quote.start); cuts.add(c.quote.end); }
    for (const c of real) for (const a of c.attribution) if (a.start != null && a.end != null) { cuts.add(a.start); cuts.add(a.end); }
    const marks = [...cuts].sort((a, b) => a - b);
    return marks.slice(0, -1).map((start, i) => {
      const end = marks[i + 1]!;
      return {
        start, end, text: report.text.slice(start, end),
        claims: real.filter((c) => c.quote.start <= start && end <= c.quote.end).sort((a, b) => (a.quote.end - a.quote.start) - (b.quote.end - b.quote.start)),
        speaker: real.some((c) => c.attribution.some((a) => a.start === start && a.end === end)),
      };
    });
  }, [report, claims]);
  // Brackets: one pair for each different stretch with a speaker, the chain written at its opening.
  const brackets = useMemo(() => {
    const seen = new Map<string, { start: number; end: number; links: string[]; ids: string[] }>();
    for (const c of claims) {
      if (!c.attribution.length || c.quote.end <= c.quote.start) continue;
      const links = c.attribution.map((a) => a.name || a.text || (a.anonymous ? "unnamed" : a.cue));
      const key = `${c.quote.start}:${c.quote.end}:${links.join("|")}`;
      const have = seen.get(key);
      if (have) have.ids.push(c.id);
      else seen.set(key, { start: c.quote.start, end: c.quote.end, links, ids: [c.id] });
    }
    // A stretch that lies inside another of the same speaker needs no brackets of its own.
    return [...seen.values()].filter((b) => ![...seen.values()].some((o) => o !== b && o.start <= b.start && b.end <= o.end && o.links.join() === b.links.join()));
  }, [claims]);
  const paragraphs: preact.ComponentChildren[][] = [[]];
  for (const p of pieces) {
    for (const b of brackets.filter((x) => x.end === p.start)) paragraphs.at(-1)!.push(<span class={`brack ${b.ids.includes(shown ?? "") ? "on" : ""}`} aria-hidden="true" key={`e${b.start}${b.links}`}>{"⟧".repeat(b.links.length)}</span>);
    for (const b of brackets.filter((x) => x.start === p.start)) {
      paragraphs.at(-1)!.push(<span dir="auto" class={`brack ${b.ids.includes(shown ?? "") ? "on" : ""}`} key={`s${b.start}${b.links}`}><span class="sr">according to {b.links.join(", by way of ")}: </span>{b.links.map((l, i) => <span key={i} aria-hidden="true">⟦<small><bdi>{l.length > 26 ? l.slice(0, 25) + "…" : l}</bdi></small></span>)}</span>);
    }
    const lines = p.text.split(/\n\s*\n/);
    lines.forEach((line, i) => {
      if (i > 0) paragraphs.push([]);
      if (!line) return;
      const top = p.claims[0];
      const ids = p.claims.map((c) => c.id).join(" ");
      paragraphs.at(-1)!.push(top ? (
        <mark key={`${p.start}-${i}`} data-claims={ids} tabIndex={p.start === top.quote.start ? 0 : undefined} role="button" aria-label={p.start === top.quote.start ? `claim, ${top.standing}: ${top.quote.exact}` : undefined}
          class={`st st-${top.standing} d${Math.min(3, p.claims.length)} ${p.claims.some((c) => c.id === shown) ? "on" : ""} ${p.speaker ? "speaker" : ""}`}
          onMouseEnter={() => onHover(top.id)} onMouseLeave={() => onHover(null)} onFocus={(e) => e.currentTarget.matches(":focus-visible") && onHover(top.id)} onBlur={() => onHover(null)} onClick={() => onPick(top.id)} onKeyDown={(e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), onPick(top.id, true))}>{line}</mark>
      ) : <span key={`${p.start}-${i}`} class={p.speaker ? "speaker" : undefined}>{line}</span>);
    });
  }
  for (const b of brackets.filter((x) => x.end === report.text.length)) paragraphs.at(-1)!.push(<span class="brack" aria-hidden="true" key={`z${b.start}${b.links}`}>{"⟧".repeat(b.links.length)}</span>);
  return <div class="text" dir="auto">{paragraphs.map((p, i) => <p key={i} dir="auto">{p}</p>)}</div>;
}
