// Who acts on whom, and who tells of whom: a graph, and the sources in figures.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import { useMemo, useState } from "preact/hooks";
import { useApi } from "../api";
import { Picture } from "../parts/picture";
import { useTitle, Waiting } from "../parts/shell";
import { colourOf, COLOURS, LegendMarks, legendOf, sideIndex } from "../parts/symbols";
import { clip, low, plural } from "../parts/words";
import { asked, href, route, set } from "../state";

interface Node extends SimulationNodeDatum { id: string; name: string; kind: string | null; side: string | null; side_name: string | null; resolved: boolean; speaks: boolean; n: number }
interface Edge extends SimulationLinkDatum<Node> { from: string; to: string; kind: string; tells: boolean; n: number }
interface Line { name: string; kind: string; side: string | null; reliability: string; claims: number; outlets: string[]; incidents: number; alone: number; contradicted: number; denies: number }

const W = 1000, H = 620;

export function ActorsView() {
  const tells = route.value.params.get("speakers") !== "no", all = route.value.params.get("names") === "all";
  useTitle("Actors and sources");
  const graph = useApi<{ nodes: Node[]; edges: Edge[] }>(`/api/graph?${asked(["type", "kind", "text"])}`);
  const sources = useApi<{ sources: Line[] }>(`/api/sources?${asked(["type", "kind", "text"])}`);
  return (
    <div class="column wide">
      <h1>Actors and sources</h1>
      <p class="sub">Who acts on whom, and who speaks about whom. Squares are sources; circles only act. Choose a name for all its claims; move the clocks below to see it change.</p>
      <p class="checks noprint">
        <label class="check"><input type="checkbox" checked={tells} onChange={(e) => set({ speakers: e.currentTarget.checked ? null : "no" })} /> show who speaks about whom</label>
        <label class="check"><input type="checkbox" checked={all} onChange={(e) => set({ names: e.currentTarget.checked ? "all" : null })} /> also names that are in no list of actors</label>
      </p>
      <Waiting error={graph.error} loading={graph.loading && !graph.data} empty={graph.data?.nodes.length === 0 && (asked() ? "No actor passes these filters." : "No report has anybody act on another or speak about one.")}>
        {graph.data && graph.data.nodes.length > 0 && <Shown nodes={graph.data.nodes} edges={graph.data.edges} tells={tells} all={all} />}
      </Waiting>
      <h2>Who says so</h2>
      <p class="sub">A root is whoever a claim goes back to, however many outlets carry it. Grade: reliability from A to F. <i>Alone in</i>: incidents that no other root reports. <i>Contradicted</i>: claims that another account denies. <i>Denies</i>: claims in which it denies another's.</p>
      <Waiting error={sources.error} loading={sources.loading && !sources.data} empty={sources.data?.sources.length === 0 && (asked() ? "No source passes these filters." : "No source is cited.")}>
        <div class="scroll" tabIndex={0} role="region" aria-label="Sources">
          <table class="values">
            <thead><tr><th scope="col">root</th><th scope="col">kind</th><th scope="col">grade</th><th scope="col" class="num">claims</th><th scope="col" class="num">outlets</th><th scope="col" class="num">incidents</th><th scope="col" class="num">alone in</th><th scope="col" class="num">contradicted</th><th scope="col" class="num">denies</th></tr></thead>
            <tbody>{sources.data?.sources.map((s) => (
              <tr key={s.name + s.kind}><th scope="row"><a href={href("/search", { source: s.name })}><bdi>{s.name}</bdi></a></th><td>{low(s.kind)}</td><td><span class="tag">{s.reliability}</span></td>
                <td class="num">{s.claims}</td><td class="num">{s.outlets.length}</td><td class="num">{s.incidents}</td><td class="num">{s.alone}</td><td class="num">{s.contradicted}</td><td class="num">{s.denies}</td></tr>
            ))}</tbody>
          </table>
        </div>
      </Waiting>
    </div>
  );
}

function Shown({ nodes, edges, tells, all }: { nodes: Node[]; edges: Edge[]; tells: boolean; all: boolean }) {
  const drawn = useMemo(() => {
    const among = (some: Node[]) => { const ids = new Set(some.map((n) => n.id)); return edges.filter((e) => ids.has(e.from) && ids.has(e.to) && (tells || !e.tells)); };
    const known = all ? [] : among(nodes.filter((n) => n.resolved || n.speaks));
    const lines = known.length ? known : among(nodes);  // where no pack knows anybody, all are shown
    const touched = new Set(lines.flatMap((e) => [e.from, e.to]));
    return { nodes: nodes.filter((n) => touched.has(n.id)), lines };
  }, [nodes, edges, tells, all]);
  return drawn.nodes.length ? <Net nodes={drawn.nodes} edges={drawn.lines} tells={tells} /> : <p class="notice">No report has anybody act on another.</p>;
}

/** Fills the picture with the cloud of nodes, whatever its shape. */
function spread(nodes: Node[]): void {
  const xs = nodes.map((n) => n.x!), ys = nodes.map((n) => n.y!);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const n of nodes) {
    n.x = 90 + ((n.x! - x0) / Math.max(1, x1 - x0)) * (W - 180);
    n.y = 34 + ((n.y! - y0) / Math.max(1, y1 - y0)) * (H - 90);
  }
}

/** Moves nodes apart until no name lies on another; each takes the room of its mark and its name. */
function apart(nodes: Node[], size: (n: Node) => number): void {
  const wide = (n: Node) => Math.max(size(n), Math.min(26, n.name.length) * 3.7) + 5, high = (n: Node) => size(n) + 13;
  for (let round = 0; round < 120; round++) {
    let moved = false;
    for (let i = 0; i < nodes.length; i++) for (let j = i + 1; j < nodes.length; j++) {
      const a = nodes[i]!, b = nodes[j]!;
      const dx = b.x! - a.x!, dy = b.y! + 7 - (a.y! + 7), overX = wide(a) + wide(b) - Math.abs(dx), overY = high(a) + high(b) - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      moved = true;
      if (overX < overY * 1.6) { const by = (overX / 2) * (dx < 0 ? -1 : 1); a.x! -= by; b.x! += by; }
      else { const by = (overY / 2) * (dy < 0 ? -1 : 1); a.y! -= by; b.y! += by; }
    }
    for (const n of nodes) { n.x = Math.max(wide(n), Math.min(W - wide(n), n.x!)); n.y = Math.max(24, Math.min(H - 40, n.y!)); }
    if (!moved) return;
  }
}

const stood = new Map<string, { x: number; y: number }>();

const tip = (kind: string): string => (kind.includes("assault") ? "url(#tip)" : "url(#tip-ink)");
const LINES = [{ kind: "acts assault", name: "attacks", x: 12 }, { kind: "acts", name: "acts on otherwise", x: 130 }, { kind: "tells", name: "speaks about", x: 310 }];

function Net({ nodes, edges, tells }: { nodes: Node[]; edges: Edge[]; tells: boolean }) {
  const [near, setNear] = useState<string | null>(null);
  const drawn = useMemo(() => {
    // Who was drawn before begins where it stood, so that a move of the clocks changes the picture and does not shuffle it.
    const made = nodes.map((n, i) => ({ ...n, ...(stood.get(n.id) ?? { x: W / 2 + 260 * Math.cos(i * 2.4), y: H / 2 + 180 * Math.sin(i * 2.4) }) }));
    const known = made.filter((n) => stood.has(n.id)).length > made.length / 2;
    const links = edges.map((e) => ({ ...e, source: e.from, target: e.to }));
    const unit = Math.min(2.6, 26 / Math.sqrt(Math.max(1, ...nodes.map((n) => n.n))));
    const size = (n: Node) => 6 + Math.sqrt(n.n) * unit;
    const run = forceSimulation<Node>(made).force("charge", forceManyBody().strength(-520)).force("middle", forceCenter(W / 2, H / 2))
      .force("x", forceX<Node>(W / 2).strength(0.05)).force("y", forceY<Node>(H / 2).strength(0.13))
      .force("apart", forceCollide<Node>((n) => size(n) + 26)).force("link", forceLink<Node, Edge>(links).id((n) => n.id).distance((e) => (e.tells ? 120 : 90)).strength((e) => (e.tells ? 0.12 : 0.4))).stop();
    if (known) run.alpha(0.12);
    for (let i = 0; i < (known ? 60 : 320); i++) run.tick();
    if (!known) spread(made);
    apart(made, size);
    for (const n of made) stood.set(n.id, { x: n.x!, y: n.y! });
    return { made, links: links as unknown as (Edge & { source: Node; target: Node })[], size };
  }, [nodes, edges]);
  const coloured = new Map(drawn.made.flatMap((n) => (n.side && sideIndex(n.side) < COLOURS.length - 1 ? [[n.side, { bloc: n.side, name: n.side_name ?? n.side }] as const] : [])));
  const legend = legendOf([...coloured.values(), { bloc: "", name: "holds no place" }], W - 24, false, "al");
  const top = legend.height + 26;
  const touching = (id: string) => !near || near === id || drawn.links.some((l) => (l.from === near && l.to === id) || (l.to === near && l.from === id));
  return (
    <Picture name="according-actors" label="Graph of actors and sources">
      <svg class="picture net" viewBox={`0 ${-top} ${W} ${H + top}`} style={{ minWidth: "720px", width: "100%" }}>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 8 4 0 7.5z" class="tip" /></marker><marker id="tip-ink" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 8 4 0 7.5z" class="tip ink" /></marker></defs>
        <LegendMarks of={legend} x={12} y={6 - top} />
        {LINES.filter((l) => tells || l.kind !== "tells").map((l) => (
          <g key={l.name}><path d={`M${l.x} ${-12}h34`} class={`edge ${l.kind}`} stroke-width={l.kind === "tells" ? 1.4 : 2.4} marker-end={l.kind === "tells" ? undefined : tip(l.kind)} /><text x={l.x + 42} y="-8" class="nodesub">{l.name}</text></g>
        ))}
        {drawn.links.map((l, i) => {
          const dx = l.target.x! - l.source.x!, dy = l.target.y! - l.source.y!, far = Math.hypot(dx, dy) || 1, r = drawn.size(l.target) + 4;
          const x2 = l.target.x! - (dx / far) * r, y2 = l.target.y! - (dy / far) * r, bend = 0.12;
          const on = !near || l.from === near || l.to === near;
          return <path key={i} d={`M${l.source.x} ${l.source.y}Q${(l.source.x! + x2) / 2 - dy * bend} ${(l.source.y! + y2) / 2 + dx * bend} ${x2} ${y2}`} class={`edge ${l.tells ? "tells" : "acts"} ${l.kind} ${on ? "" : "off"}`} stroke-width={l.tells ? 1.1 : 1.2 + Math.min(4, l.n * 0.7)} marker-end={l.tells ? undefined : tip(l.kind)}><title>{`${l.source.name} ${l.tells ? "speaks about" : low(l.kind)} ${l.target.name}: ${plural(l.n, "claim")}`}</title></path>;
        })}
        {drawn.made.map((n) => {
          const r = drawn.size(n), fill = n.side ? colourOf(n.side) : undefined;
          return (
            <a key={n.id} href={href("/search", n.speaks && !n.resolved ? { source: n.name } : { actor: n.resolved ? n.id : n.name })} onMouseEnter={() => setNear(n.id)} onMouseLeave={() => setNear(null)} onFocus={() => setNear(n.id)} onBlur={() => setNear(null)} class={`actor ${touching(n.id) ? "" : "off"}`} aria-label={`${n.name}, ${low(n.kind) || "in no list of actors"}, ${plural(n.n, "mention")}`}>
              {n.speaks ? <rect x={n.x! - r} y={n.y! - r} width={2 * r} height={2 * r} rx="3" style={fill ? { fill } : undefined} class="dot" /> : <circle cx={n.x} cy={n.y} r={r} style={fill ? { fill } : undefined} class={`dot ${n.resolved ? "" : "open"}`} />}
              <text x={n.x} y={n.y! + r + 13} text-anchor="middle" class="nodename halo"><title>{n.name}</title>{clip(n.name, 26)}</text>
            </a>
          );
        })}
      </svg>
    </Picture>
  );
}
