// Incidents: a list in order of time, and one of them as the tree outlets → roots → event with values side by side.
import { useApi, usePages } from "../api";
import { ClaimCard, Standing } from "../parts/claim";
import { useNarrow } from "../parts/narrow";
import { Pending } from "../parts/pending";
import { Picture } from "../parts/picture";
import { Gone, More, useTitle, Waiting } from "../parts/shell";
import { type Change, storyOf } from "../parts/story";
import { bare, clip, day, deed, did, figure, HARMS, hour, low, names, plural, span } from "../parts/words";
import { asked, href, route } from "../state";
import type { Claim, Figure, Incident, Sentence } from "../types";

interface Outlet { report: string; publisher: string; copy_of: string | null; published: string | null; why: string; claims: string[] }
interface Root { id: string; name: string; kind: string; side: string | null; why: string; reliability: string; claims: string[]; outlets: Outlet[] }
interface Count extends Figure { root: string; sentence: Sentence }
interface Harm { harm: string; low: number | null; best: number | null; high: number | null; reason: string; counts: Count[] }
interface Detail { incident: Incident; claims: Claim[]; roots: Root[]; toll: { harms: Harm[]; parts: { harm: string; who: string; best: number | null }[]; named: { name: string; role: string | null; journalist: boolean | null }[] } | null; features: unknown[] }
interface Found { incidents: Incident[]; total: number; window: string[] | null; pending: number }

export function IncidentsView() {
  const key = route.value.path[1];
  return key ? <One id={key} /> : <All />;
}

const few = (list: string[]) => list.slice(0, 3).join(" / ") + (list.length > 3 ? " …" : "");
const where = (i: Incident) => i.place ?? "place not stated";

function All() {
  const { data, error, loading, rows, more } = usePages<Found, Incident>(`/api/incidents?${asked()}`, (a) => a.incidents);
  const groups = Map.groupBy(rows, (i) => (i.first ?? i.last ?? "").slice(0, 10));
  useTitle("Incidents");
  return (
    <div class="column">
      <h1>What happened, according to whom</h1>
      <p class="sub">{data ? `${plural(data.total, "incident")}. Claims about the same event stand together; where they disagree, every version is kept.` : ""}
        {data?.window && ` Shown: ${span(data.window[0], data.window[1])}; narrow by time or place to see others.`}</p>
      <Pending claims={data?.pending ?? 0} />
      <Waiting error={error} loading={loading && !data} empty={data?.incidents.length === 0 && !data.pending && (asked() ? "No incident passes these filters." : "No incident is reported.")}>
        {[...groups].map(([d, list]) => (
          <section key={d} class="daygroup">
            <h2>{d ? day(d) : "Date not stated"}</h2>
            <ul class="rows">
              {list.map((i) => (
                <li key={i.id}>
                  <a href={href(`/incidents/${i.id}`)} class="row">
                    <span class="rowhead"><b>{deed(i)}</b> · <bdi>{where(i)}</bdi>{i.first !== i.last && <small> {span(i.first, i.last)}</small>}</span>
                    {(i.agents.length > 0 || i.recipients.length > 0) && <span class="parties"><bdi>{few(i.agents) || "actor not stated"}</bdi>{i.recipients.length > 0 && <> → <bdi>{few(i.recipients)}</bdi></>}</span>}
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
        <More shown={rows.length} total={data?.total ?? 0} what="incidents" loading={loading} more={more} />
      </Waiting>
    </div>
  );
}

function One({ id }: { id: string }) {
  const { data, error, loading, status } = useApi<Detail>(`/api/incidents/${encodeURIComponent(id)}?${asked(["type", "kind", "text"])}`);
  const i = data?.incident;
  useTitle(i && `${deed(i)}, ${where(i)}, ${span(i.first, i.last)}`);
  if (status === 404) {
    return <Gone what="This incident is not here" to="/incidents" all="See all incidents"
      why="Incidents are put together from claims. When new reports or a reviewer's decision change which claims belong together, the address changes with them. Look for it in the list under its day and place, or go there from one of its reports." />;
  }
  if (!data || !i) return <Waiting error={error} loading={loading} />;
  return (
    <div class="column wide">
      <p class="noprint"><a href={href("/incidents")}>← all incidents</a>{i.lat != null && <> · <a href={href("/", { at: i.id })}>on the map</a></>}{i.place_id && <> · <a href={href("/control", { place: i.place_id })}>who held {i.place}</a></>}</p>
      <h1>{deed(i)}, <bdi>{where(i)}</bdi></h1>
      <p class="sub">{span(i.first, i.last)} · {i.roots.text}</p>
      <h2>Who really says so</h2>
      <Tree detail={data} />
      {data.toll && data.toll.harms.length > 0 && <><h2>How many, by whose count</h2><Tolls harms={data.toll.harms} />
        {data.toll.parts.length > 0 && <p>Among them: {data.toll.parts.map((p) => `${p.best ?? "some"} ${p.who} (${p.harm})`).join("; ")}</p>}
        {data.toll.named.length > 0 && <p>Named: {data.toll.named.map((v) => [v.name, v.role].filter(Boolean).join(", ")).join("; ")}</p>}</>}
      <h2>Side by side</h2>
      <Values claims={data.claims} roots={data.roots} />
      <h2>How the story changed</h2>
      <Story claims={data.claims} roots={data.roots} />
    </div>
  );
}

function Tree({ detail }: { detail: Detail }) {
  const narrow = useNarrow();
  // A report stands once, however many roots it draws on.
  const reports = [...new Map(detail.roots.flatMap((r) => r.outlets.map((o) => [o.report, o] as const))).values()].sort((a, b) => (a.published ?? "").localeCompare(b.published ?? ""));
  // On a phone the event stands beneath, and the lines of the roots go down to it along the edge.
  const at = narrow ? { width: 400, out: 146, root: 200, rootWide: 178, foot: 78 } : { width: 900, out: 244, root: 404, rootWide: 208, foot: 0 };
  const step = 58, body = Math.max(150, Math.max(reports.length, detail.roots.length) * step + 50), height = body + at.foot;
  const rowsOf = (n: number) => (row: number) => 56 + ((row + 0.5) * (body - 62)) / n - 8;
  const yOut = rowsOf(reports.length), yRoot = rowsOf(detail.roots.length), middle = narrow ? body + 34 : body / 2 + 8;
  const event = narrow ? { x: 8, wide: 384 } : { x: 694, wide: 198 };
  const curve = (x1: number, y1: number, x2: number, y2: number) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
  const trunk = (n: number) => narrow ? `M${at.root + at.rootWide} ${yRoot(n)}q12 0 12 12V${middle - 27}` : curve(612, yRoot(n), 694, middle);
  return (
    <Picture name={`according-incident-${detail.incident.id}`} label={`Tree: ${plural(reports.length, "report")} lead back to ${plural(detail.roots.length, "root")}`}>
      <svg class="picture tree" viewBox={`0 0 ${at.width} ${height}`} style={{ minWidth: narrow ? "300px" : "720px", width: "100%" }} role="group" aria-label={detail.roots.map((r) => `${r.name}: ${r.outlets.map((o) => o.publisher).join(", ")}`).join("; ")}>
        <text x="10" y="22" class="colhead">Outlets</text><text x={at.root + 6} y="22" class="colhead">Roots: who says so</text>{!narrow && <text x="700" y="22" class="colhead">The event</text>}
        {detail.roots.flatMap((r, n) => r.outlets.map((o) => <path key={o.report + r.id} d={curve(8 + at.out, yOut(reports.findIndex((x) => x.report === o.report)), at.root, yRoot(n))} class={`branch ${o.copy_of ? "copy" : ""}`} />))}
        {detail.roots.map((r, n) => <path key={r.id} d={trunk(n)} class="branch trunk" stroke-width={1.4 + Math.min(5, r.claims.length)} />)}
        {reports.map((o, n) => (
          <a key={o.report} href={href(`/reports/${o.report}`, { claim: o.claims[0] ?? "" })}>
            <title>{`${o.publisher}, ${day(o.published)}${o.copy_of ? ", a copy" : ""}: read the report`}</title>
            <rect x="8" y={yOut(n) - 21} width={at.out} height="42" rx="7" class="node" />
            <text x="20" y={yOut(n) - 3} class="nodename">{clip(o.publisher, narrow ? 17 : 30)}</text>
            <text x="20" y={yOut(n) + 13} class="nodesub">{day(o.published, true)} {hour(o.published)}{o.copy_of ? " · a copy" : ""}</text>
          </a>
        ))}
        {detail.roots.map((r, n) => (
          <a key={r.id} href={href("/search", { source: r.name })}>
            <title>{`${r.name}: ${r.why}`}</title>
            <rect x={at.root} y={yRoot(n) - 23} width={at.rootWide} height="46" rx="7" class={`node root ${r.id === "unknown" ? "unknown" : ""}`} />
            <text x={at.root + 12} y={yRoot(n) - 4} class="nodename">{clip(r.id === "unknown" ? `unnamed: ${r.name}` : r.name, narrow ? 21 : 25)}</text>
            <text x={at.root + 12} y={yRoot(n) + 13} class="nodesub">{low(r.kind)} · grade {r.reliability}{r.side ? ` · ${narrow ? "a side" : "takes a side"}` : ""}</text>
          </a>
        ))}
        <rect x={event.x} y={middle - 27} width={event.wide} height="54" rx="9" class="node origin" />
        <text x={event.x + 14} y={middle - 5} class="nodename inv"><title>{`${deed(detail.incident)}, ${where(detail.incident)}`}</title>{clip(`${deed(detail.incident)}, ${where(detail.incident)}`, narrow ? 46 : 25)}</text>
        <text x={event.x + 14} y={middle + 14} class="nodesub inv">{span(detail.incident.first, detail.incident.last)}</text>
      </svg>
    </Picture>
  );
}

/** One count once, however many reports carry it from the same root. */
function once(harms: Harm[]): { h: Harm; c: Count; reports: number }[] {
  const rows = new Map<string, { h: Harm; c: Count; reports: Set<string> }>();
  for (const h of harms) for (const c of h.counts) {
    const key = [h.harm, c.root, c.low, c.best, c.high, c.who].join("|");
    const row = rows.get(key) ?? { h, c, reports: new Set<string>() };
    row.reports.add(c.sentence.report);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ h, c, reports }) => ({ h, c, reports: reports.size }));
}

function Tolls({ harms }: { harms: Harm[] }) {
  const narrow = useNarrow();
  const rows = once(harms);
  const most = Math.max(...rows.map(({ c }) => c.high ?? c.best ?? c.low ?? 0), 1) * 1.12;
  const at = narrow ? { width: 400, left: 146, long: 190, name: 19, who: 20 } : { width: 860, left: 230, long: 560, name: 29, who: 34 };
  const end = at.left + at.long, height = rows.length * 40 + 40, x = (n: number) => at.left + (n / most) * at.long;
  // Ticks at 1, 2 or 5 times a power of ten, five or so of them.
  const power = 10 ** Math.floor(Math.log10(most / 4)), every = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => most / n <= (narrow ? 4 : 5.5)) ?? power);
  const ticks = Array.from({ length: Math.floor(most / every) + 1 }, (_, n) => n * every);
  const open = (b: number) => Math.min(end + 14, x(b) + 46);
  const about = ({ h, c, reports }: (typeof rows)[number]) => [h.harm + (c.who ? `: ${c.who}` : ""), reports > 1 && `in ${reports} reports`].filter(Boolean).join(", ");
  return (
    <Picture name="according-toll" label="Tolls by whose count; rival figures are never added up">
      <svg class="picture tolls" viewBox={`0 0 ${at.width} ${height}`} style={{ minWidth: narrow ? "300px" : "640px", width: "100%" }} role="group" aria-label={rows.map((r) => `${r.c.root}: ${figure(r.c)} ${about(r)}`).join("; ")}>
        {ticks.map((t, n) => <g key={n}><line x1={x(t)} x2={x(t)} y1="10" y2={height - 26} class="grid" /><text x={x(t)} y={height - 8} class="nodesub" text-anchor="middle">{t.toLocaleString("en-GB")}</text></g>)}
        {rows.map((row, n) => {
          const { h, c } = row;
          const a = c.low ?? c.best ?? 0, b = c.high ?? c.best ?? c.low ?? 0, mid = c.best ?? c.low ?? 0, yy = 30 + n * 40;
          return (
            <a key={n} href={href(`/reports/${c.sentence.report}`, { claim: c.sentence.claim })} aria-label={`${c.root}: ${figure(c)} ${about(row)}; read the sentence`}>
              <title>{`${c.root}: ${figure(c)} ${about(row)} – “${c.sentence.text}”`}</title>
              <text x={at.left - 12} y={yy - 1} text-anchor="end" class="nodename">{clip(c.root, at.name)}</text>
              <text x={at.left - 12} y={yy + 13} text-anchor="end" class="nodesub">{clip(about(row), at.who)}</text>
              <line x1={x(a)} x2={c.high === null ? open(b) : x(b)} y1={yy} y2={yy} class={`range ${h.harm}`} stroke-dasharray={c.high === null ? "5 4" : undefined} />
              <circle cx={x(mid)} cy={yy} r="6.5" class={`best ${h.harm}`} />
              <text x={c.high === null ? open(b) + 6 : x(b) + 13} y={yy + 4.5} class="nodename">{figure(c)}</text>
            </a>
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
    did: did(c),
    "to whom": names(c.recipient) || (c.control?.loser ? names([c.control.loser]) : ""),
    where: c.place ? c.place.name || c.place.text || "" : "",
    when: c.time ? span(c.time.start, c.time.end) : "",
    ...Object.fromEntries(HARMS.map((h) => [h, c.toll?.[h] ? figure(c.toll[h] as Figure) : ""])),
  } as Record<string, string>);
  const rows = claims.map((c) => ({ c, v: cells(c) }));
  const columns = ["who", "did", "to whom", "where", "when", ...HARMS].filter((k) => k === "killed" || !(HARMS as readonly string[]).includes(k) || rows.some((r) => r.v[k]));
  // Who names no kind of deed at all does not disagree with the one who names it.
  const said = (r: { c: Claim; v: Record<string, string> }, k: string) => (k === "did" && !r.c.mode && !r.c.control ? "" : r.v[k]);
  const differs = columns.filter((k) => new Set(rows.map((r) => said(r, k)).filter(Boolean)).size > 1);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Values side by side">
      <table class="values">
        <thead><tr><th scope="col">outlet</th><th scope="col">root</th><th scope="col">standing</th>{columns.map((k) => <th scope="col" key={k}>{k}{differs.includes(k) && <span class="differs" role="img" aria-label="the accounts differ here" title="the accounts differ here"> ≠</span>}</th>)}</tr></thead>
        <tbody>{rows.map(({ c, v }) => (
          <tr key={c.id}>
            <th scope="row"><a href={href(`/reports/${c.report}`, { claim: c.id })}>{c.publisher ?? "publisher unknown"}</a></th><td>{rootOf(c.id)?.name}</td><td><Standing of={c.standing} /></td>
            {columns.map((k) => <td key={k} class={differs.includes(k) && said({ c, v }, k) ? "diff" : ""} dir="auto">{v[k]}</td>)}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

/** The claims as they were published, each with what it says that nobody said before it, and with what was said until then. */
function Story({ claims, roots }: { claims: Claim[]; roots: Root[] }) {
  const rootOf = (id: string) => roots.find((r) => r.claims.includes(id))?.name ?? "";
  return (
    <ol class="story">{storyOf(claims, rootOf).map(({ claim: c, changes, copy }) => (
      <li key={c.id}><time>{day(c.published, true)}<small>{hour(c.published)}</small></time>
        <ClaimCard claim={c}><Changes changes={changes} copy={copy} /></ClaimCard></li>
    ))}</ol>
  );
}

function Changes({ changes, copy }: { changes: Change[]; copy: boolean }) {
  if (!changes.length) return <p class="changes"><small>{copy ? "a copy: nothing new" : "nothing new"}</small></p>;
  const more = (c: Change) => c.field === "source" || c.before.length === 0;
  return <p class="changes">{changes.map((c) => <span key={c.field} class="tag new"><small>{more(c) ? `new ${c.field}` : c.field}</small> <bdi>{c.now}</bdi>{!more(c) && <small> until then {c.before.join(", ")}</small>}</span>)}</p>;
}
