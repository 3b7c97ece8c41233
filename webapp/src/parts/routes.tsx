// Routes by stretch: how each stands, why, and what reports say of it.
import { href } from "../state";
import type { Sentence } from "../types";
import { Said } from "./claim";
import { day, low, plural } from "./words";

export interface Use { users: string; direction: string; status: string; passed: boolean; day: string | null; claim: string }
export interface Segment { status: string; from: string; to: string; holders: string[]; why: string; uses: Use[] }
export interface Statement { status: string; standing: string; day: string | null; users: string[]; direction: string; passed: boolean; sentence: Sentence }
export interface RouteLine { id: string; name: string; line: ([number, number] | null)[]; segments: Segment[]; statements: Statement[] }

// Okabe and Ito's colours again; that a stretch is known by a report alone is told by the line, not by the colour.
export const ROUTE_COLOURS: Record<string, string> = { open: "#0d8a66", threatened: "#c8700a", contested: "#a4447e", divided: "#7b6ac4", cut: "#b53d2e" };

/** What is said of a stretch last, where who holds its ends does not tell. */
export function toldOf(s: Segment): Use | null {
  if (s.status !== "unknown") return null;
  return [...s.uses].filter((u) => ROUTE_COLOURS[u.status]).sort((a, b) => (a.day ?? "").localeCompare(b.day ?? "")).at(-1) ?? null;
}
export const statusOf = (s: Segment): string => toldOf(s)?.status ?? s.status;
export const routeKey = (r: RouteLine): string => `route:${r.id}`;

/** A whole route in a few words: how many of its stretches stand how. */
export function summaryOf(r: RouteLine): string {
  const n = new Map<string, number>();
  for (const s of r.segments) { const key = statusOf(s) + (toldOf(s) ? " by a report" : ""); n.set(key, (n.get(key) ?? 0) + 1); }
  return [...n].map(([status, k]) => (n.size === 1 ? `${status}, all ${plural(k, "stretch", "stretches")}` : `${k} ${status}`)).join(", ");
}

export function RouteMark({ status, told }: { status: string; told: boolean }) {
  return <svg class="mark" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true"><path d="M2 6h22" fill="none" stroke={ROUTE_COLOURS[status] ?? "var(--soft)"} stroke-width={told || status === "unknown" ? 2.4 : 3.4} stroke-dasharray={told || status === "unknown" ? "4 3" : undefined} /></svg>;
}

export function WhyRoute({ route }: { route: RouteLine }) {
  const said = route.statements.filter((s) => s.status !== "unknown" || s.standing !== "planned");
  return (
    <section class="whybox" aria-label={`How ${route.name} stands`}>
      <h2 dir="auto">{route.name}</h2>
      <p class="status">{summaryOf(route)}</p>
      <h3>Stretch by stretch</h3>
      <ol class="stretches">{route.segments.map((s, n) => {
        const told = toldOf(s);
        return (
          <li key={n}><RouteMark status={statusOf(s)} told={!!told} />
            <span><b><bdi>{s.from}</bdi> – <bdi>{s.to}</bdi></b><small><b>{low(statusOf(s))}</b>{told ? ` by a report of ${day(told.day)}${told.users && told.users !== "all" ? `, for ${low(told.users)}` : ""}${told.direction ? ` ${told.direction}` : ""}; ${s.why}` : `: ${s.why}`}</small></span></li>
        );
      })}</ol>
      {said.length > 0 && <><h3>What is said of it</h3><ul class="sentences">{[...new Map(said.map((s) => [s.sentence.claim, s])).values()].map((s) => <Said key={s.sentence.claim} of={s.sentence} />)}</ul></>}
      <h3>What would change it</h3>
      <ul class="plainlist"><li>a report of who holds the places at the ends of a stretch</li><li>a report that the road was used, threatened, cut or opened</li></ul>
      <p class="noprint"><a href={href("/control")}>Who held the places along it, day by day</a></p>
    </section>
  );
}
