// Incidents: a list in order of time, and one of them as the tree outlets → roots → origin with values side by side.
import { useApi } from "../api";
import { ClaimCard, Standing } from "../parts/claim";
import { Picture } from "../parts/picture";
import { Waiting } from "../parts/shell";
import { bare, clip, day, deed, figure, HARMS, hour, low, names, span } from "../parts/words";
import { asked, href, route } from "../state";
import type { Claim, Figure, Incident, Sentence } from "../types";

interface Outlet { report: string; publisher: string; copy_of: string | null; published: string | null; why: string; claims: string[] }
interface Root { id: string; name: string; kind: string; side: string | null; why: string; reliability: string; claims: string[]; outlets: Outlet[] }
interface Harm { harm: string; low: number | null; best: number | null; high: number | null; reason: string; counts: (Figure & { root: string; sentence: Sentence })[] }
interface Detail { incident: Incident; claims: Claim[]; roots: Root[]; toll: { harms: Harm[]; parts: { harm: string; who: string; best: number | null }[]; named: { name: string; role: string | null; journalist: boolean | null }[] } | null; features: unknown[] }

export function IncidentsView() {
  const key = route.value.path[1];
  return key ? <One id={key} /> : <All />;
}

const few = (list: string[]) => list.slice(0, 3).join(" / ") + (list.length > 3 ? " …" : "");

function All() {
  const { data, error, loading } = useApi<{ incidents: Incident[]; total: number; window: string[] | null }>(`/api/incidents?${asked()}`);
  const groups = Map.groupBy(data?.incidents ?? [], (i) => (i.first ?? i.last ?? "").slice(0, 10));
  return (
    <div class="column">
      <h1>What happened, according to whom</h1>
      <p class="sub">{data ? `${data.total} incidents: claims that tell of one happening stand together; what they disagree on stays side by side.` : ""}
        {data?.window && ` Shown: ${span(data.window[0], data.window[1])}; narrow by time or place to see others.`}{data && data.total > data.incidents.length ? ` The first ${data.incidents.length} are shown; narrow them to see the rest.` : ""}</p>
      <Waiting error={error} loading={loading} empty={data?.incidents.length === 0 && (asked() ? "No incident passes these filters." : "No incident is told of.")}>
        {[...groups].map(([d, list]) => (
          <section key={d} class="daygroup">
            <h2>{day(d)}</h2>
            <ul class="rows">
              {list.map((i) => (
                <li key={i.id}>
                  <a href={href(`/incidents/${i.id}`)} class="row">
                    <span class="rowhead"><b>{deed(i)}</b> · <bdi>{i.place ?? "place untold"}</bdi>{i.first !== i.last && <small> {span(i.first, i.last)}</small>}</span>
                    {(i.agents.length > 0 || i.recipients.length > 0) && <span class="parties"><bdi>{few(i.agents) || "somebody untold"}</bdi>{i.recipients.length > 0 && <> → <bdi>{few(i.recipients)}</bdi></>}</span>}
                    <q dir="auto">{bare(i.headline)}</q>
                    <span class="rowfoot">
                      <span>{i.roots.text}</span>
                      {HARMS.filter((h) => i.toll[h]).map((h) => <span class="tag" key={h}>{figure(i.toll[h])} {h}</span>)}
                      {i.roots.attribution_lost.length > 0 && <span class="tag alarm">attribution dropped</span>}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Waiting>
    </div>
  );
}

function One({ id }: { id: string }) {
  const { data, error, loading } = useApi<Detail>(`/api/incidents/${id}?${asked(["type", "kind", "text"])}`);
  if (!data) return <Waiting error={error} loading={loading} />;
  const i = data.incident;
  return (
    <div class="column wide">
      <p class="noprint"><a href={href("/incidents")}>← all incidents</a>{i.lat != null && <> · <a href={href("/", { at: i.id })}>on the map</a></>}</p>
      <h1>{deed(i)}, <bdi>{i.place ?? "place untold"}</bdi></h1>
      <p class="sub">{span(i.first, i.last)} · {i.roots.text}</p>
      <h2>Who really says so</h2>
      <Tree detail={data} />
      {data.toll && data.toll.harms.length > 0 && <><h2>How many, by whose count</h2><Tolls harms={data.toll.harms} />
        {data.toll.parts.length > 0 && <p>Among them: {data.toll.parts.map((p) => `${p.best ?? "some"} ${p.who} (${p.harm})`).join("; ")}</p>}
        {data.toll.named.length > 0 && <p>Named: {data.toll.named.map((v) => [v.name, v.role].filter(Boolean).join(", ")).join("; ")}</p>}</>}
      <h2>Side by side</h2>
      <Values claims={data.claims} roots={data.roots} />
      <h2>How the story changed</h2>
      <Story claims={data.claims} />
    </div>
  );
}

function Tree({ detail }: { detail: Detail }) {
  // A report stands once, however many roots it draws on.
  const reports = [...new Map(detail.roots.flatMap((r) => r.outlets.map((o) => [o.report, o] as const))).values()].sort((a, b) => (a.published ?? "").localeCompare(b.published ?? ""));
  const step = 58, width = 900, height = Math.max(150, Math.max(reports.length, detail.roots.length) * step + 50);
  const rowsOf = (n: number) => (at: number) => 56 + ((at + 0.5) * (height - 62)) / n - 8;
  const yOut = rowsOf(reports.length), yRoot = rowsOf(detail.roots.length), middle = height / 2 + 8;
  const curve = (x1: number, y1: number, x2: number, y2: number) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
  return (
    <Picture name={`according-incident-${detail.incident.id}`} label={`Tree: ${reports.length} reports lead back to ${detail.roots.length} roots`}>
      <svg class="picture tree" viewBox={`0 0 ${width} ${height}`} style={{ minWidth: "720px", width: "100%" }} role="group" aria-label={detail.roots.map((r) => `${r.name}: ${r.outlets.map((o) => o.publisher).join(", ")}`).join("; ")}>
        <text x="10" y="22" class="colhead">Outlets</text><text x="410" y="22" class="colhead">Roots: who says so</text><text x="700" y="22" class="colhead">What is told of</text>
        {detail.roots.flatMap((r, n) => r.outlets.map((o) => <path key={o.report + r.id} d={curve(252, yOut(reports.findIndex((x) => x.report === o.report)), 404, yRoot(n))} class={`branch ${o.copy_of ? "copy" : ""}`} />))}
        {detail.roots.map((r, n) => <path key={r.id} d={curve(612, yRoot(n), 694, middle)} class="branch trunk" stroke-width={1.4 + Math.min(5, r.claims.length)} />)}
        {reports.map((o, n) => (
          <a key={o.report} href={href(`/reports/${o.report}`, { claim: o.claims[0] ?? "" }, false)}>
            <rect x="8" y={yOut(n) - 21} width="244" height="42" rx="7" class="node" />
            <text x="20" y={yOut(n) - 3} class="nodename"><title>{o.publisher}</title>{clip(o.publisher, 30)}</text>
            <text x="20" y={yOut(n) + 13} class="nodesub">{day(o.published, true)} {hour(o.published)}{o.copy_of ? " · a copy" : ""}</text>
          </a>
        ))}
        {detail.roots.map((r, n) => (
          <g key={r.id}>
            <rect x="404" y={yRoot(n) - 23} width="208" height="46" rx="7" class={`node root ${r.id === "unknown" ? "unknown" : ""}`} />
            <text x="416" y={yRoot(n) - 4} class="nodename"><title>{r.name}</title>{clip(r.id === "unknown" ? `unnamed: ${r.name}` : r.name, 25)}</text>
            <text x="416" y={yRoot(n) + 13} class="nodesub">{low(r.kind)} · grade {r.reliability}{r.side ? " · takes a side" : ""}</text>
          </g>
        ))}
        <rect x="694" y={middle - 27} width="198" height="54" rx="9" class="node origin" />
        <text x="708" y={middle - 5} class="nodename inv">{clip(`${deed(detail.incident)}, ${detail.incident.place ?? "place untold"}`, 27)}</text>
        <text x="708" y={middle + 14} class="nodesub inv">{span(detail.incident.first, detail.incident.last)}</text>
      </svg>
    </Picture>
  );
}

function Tolls({ harms }: { harms: Harm[] }) {
  const most = Math.max(...harms.flatMap((h) => h.counts.map((c) => c.high ?? c.best ?? c.low ?? 0)), 1) * 1.12;
  const rows = harms.flatMap((h) => h.counts.map((c) => ({ h, c })));
  const height = rows.length * 40 + 40, x = (n: number) => 230 + (n / most) * 560;
  // Ticks at 1, 2 or 5 times a power of ten, five or so of them.
  const power = 10 ** Math.floor(Math.log10(most / 4)), every = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => most / n <= 5.5) ?? power);
  const ticks = Array.from({ length: Math.floor(most / every) + 1 }, (_, n) => n * every);
  return (
    <Picture name="according-toll" label="Tolls by whose count; rival figures are never added up">
      <svg class="picture tolls" viewBox={`0 0 860 ${height}`} style={{ minWidth: "640px", width: "100%" }} role="img" aria-label={rows.map(({ h, c }) => `${c.root}: ${figure(c)} ${h.harm}`).join("; ")}>
        {ticks.map((t, n) => <g key={n}><line x1={x(t)} x2={x(t)} y1="10" y2={height - 26} class="grid" /><text x={x(t)} y={height - 8} class="nodesub" text-anchor="middle">{t}</text></g>)}
        {rows.map(({ h, c }, n) => {
          const a = c.low ?? c.best ?? 0, b = c.high ?? c.best ?? c.low ?? 0, mid = c.best ?? c.low ?? 0, yy = 30 + n * 40;
          return (
            <g key={n}>
              <text x="218" y={yy - 1} text-anchor="end" class="nodename"><title>{c.root}</title>{clip(c.root, 29)}</text>
              <text x="218" y={yy + 13} text-anchor="end" class="nodesub">{h.harm}{c.who ? `: ${clip(c.who, 26)}` : ""}</text>
              <line x1={x(a)} x2={c.high === null ? Math.min(820, x(b) + 46) : x(b)} y1={yy} y2={yy} class={`range ${h.harm}`} stroke-dasharray={c.high === null ? "5 4" : undefined} />
              <circle cx={x(mid)} cy={yy} r="6.5" class={`best ${h.harm}`} />
              <text x={c.high === null ? Math.min(820, x(b) + 46) + 6 : x(b) + 13} y={yy + 4.5} class="nodename">{figure(c)}</text>
            </g>
          );
        })}
      </svg>
    </Picture>
  );
}

function Values({ claims, roots }: { claims: Claim[]; roots: Root[] }) {
  const rootOf = (id: string) => roots.find((r) => r.claims.includes(id));
  const cells = (c: Claim) => ({
    who: names(c.agent) || (c.control?.holder ? names([c.control.holder]) : ""),
    did: low(c.control?.change ?? c.mode ?? c.event_type ?? c.kind),
    "to whom": names(c.recipient) || (c.control?.loser ? names([c.control.loser]) : ""),
    where: c.place ? c.place.name || c.place.text || "" : "",
    when: c.time ? span(c.time.start, c.time.end) : "",
    killed: c.toll?.["killed"] ? figure(c.toll["killed"] as Figure) : "",
  });
  const columns = ["who", "did", "to whom", "where", "when", "killed"] as const;
  const rows = claims.map((c) => ({ c, v: cells(c) }));
  const differs = columns.filter((k) => new Set(rows.map((r) => r.v[k]).filter(Boolean)).size > 1);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Values side by side">
      <table class="values">
        <thead><tr><th scope="col">outlet</th><th scope="col">root</th><th scope="col">standing</th>{columns.map((k) => <th scope="col" key={k}>{k}{differs.includes(k) && <span class="differs" title="the accounts differ here"> ≠</span>}</th>)}</tr></thead>
        <tbody>{rows.map(({ c, v }) => (
          <tr key={c.id}>
            <th scope="row"><a href={href(`/reports/${c.report}`, { claim: c.id }, false)}>{c.publisher}</a></th><td>{rootOf(c.id)?.name}</td><td><Standing of={c.standing} /></td>
            {columns.map((k) => <td key={k} class={differs.includes(k) && v[k] ? "diff" : ""} dir="auto">{v[k]}</td>)}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Story({ claims }: { claims: Claim[] }) {
  return <ol class="story">{claims.map((c) => <li key={c.id}><time>{day(c.published, true)}<small>{hour(c.published)}</small></time><ClaimCard claim={c} /></li>)}</ol>;
}
