// Aims against record: whom someone says to strike, and whom they are recorded striking.
import { meta, useApi } from "../api";
import { Said } from "../parts/claim";
import { Picture } from "../parts/picture";
import { useNarrow } from "../parts/narrow";
import { useTitle, Waiting } from "../parts/shell";
import { clip } from "../parts/words";
import { asked, filters, set } from "../state";
import type { Sentence } from "../types";

interface Target { name: string; claims: number; roots: string[]; first: string | null; last: string | null; sentences: Sentence[] }
interface Aims { actor: string; asked?: string; said: Target[]; recorded: Target[]; only_said: string[]; only_recorded: string[]; acts: number; unknown: number; statements: Sentence[] }

/** Names once, however they are written at the beginning of a sentence. */
const distinct = (list: string[]): string[] => [...new Map(list.map((n) => [n.toLocaleLowerCase(), n])).values()];

export function AimsView() {
  const choices = meta.value?.facets["actor"]?.filter((f) => f.value.includes(":")) ?? [];
  const given = filters.value.actor ?? (meta.value?.strikers.length ? undefined : choices[0]?.value);
  const { data, error, loading, status } = useApi<Aims>(`/api/aims?${asked(["type", "kind", "text"], given ? { actor: given } : {})}`);
  const actor = given ?? data?.asked;
  useTitle(data ? `Aims against record: ${data.actor}` : "Aims against record");
  return (
    <div class="column wide">
      <h1>Aims against record</h1>
      <p class="sub">What a party says it strikes, in its own words, beside what everybody else records of it.</p>
      <label class="pick noprint"><span>Whose aims</span><select value={actor} onChange={(e) => set({ actor: e.currentTarget.value })}>{!choices.some((c) => c.value === actor) && <option value={actor}>{data?.actor ?? ""}</option>}{choices.map((c) => <option key={c.value} value={c.value}>{c.label}</option>)}</select></label>
      <Waiting error={status === 404 ? null : error} loading={loading && !data} empty={status === 404 ? "No report has anybody speak of strikes; choose a party, if there is one, to see what is recorded of it." : !actor && !loading && "No actor is reported on."}>
        {data && <Both aims={data} />}
      </Waiting>
    </div>
  );
}

function Both({ aims }: { aims: Aims }) {
  const narrow = useNarrow();
  const targets = [...new Set([...aims.recorded, ...aims.said].map((t) => t.name))].slice(0, 16);
  if (!targets.length) return <p class="notice">Neither a stated target nor a recorded strike of {aims.actor} is reported.</p>;
  const n = (list: Target[], name: string) => list.find((t) => t.name === name)?.claims ?? 0;
  const most = Math.max(...targets.flatMap((t) => [n(aims.said, t), n(aims.recorded, t)]), 1);
  const height = targets.length * 40 + 42, at = narrow ? { mid: 200, half: 92, gap: 68, wide: 400, name: 18 } : { mid: 480, half: 300, gap: 100, wide: 960, name: 26 };
  const { mid, half, gap } = at;
  return (
    <>
      <Picture name="according-aims" label={`What ${aims.actor} says to strike, and what is recorded`}>
        <svg class="picture aims" viewBox={`0 0 ${at.wide} ${height}`} style={{ minWidth: narrow ? "300px" : "640px", width: "100%" }} role="img" aria-label={targets.map((t) => `${t}: said ${n(aims.said, t)}, recorded ${n(aims.recorded, t)}`).join("; ")}>
          <text x={mid - gap} y="20" text-anchor="end" class="colhead">{narrow ? "says" : "says it strikes"}</text><text x={mid + gap} y="20" class="colhead">{narrow ? "recorded" : "is recorded striking"}</text>
          {targets.map((t, i) => {
            const y = 36 + i * 40, a = n(aims.said, t), b = n(aims.recorded, t);
            return (
              <g key={t}>
                <text x={mid} y={y + 19} text-anchor="middle" class="nodename"><title>{t}</title>{clip(t, at.name)}</text>
                {a > 0 ? <rect x={mid - gap - (a / most) * half} y={y} width={(a / most) * half} height="28" rx="3" class="said-bar" /> : <text x={mid - gap - 6} y={y + 19} text-anchor="end" class="nodesub">never</text>}
                {b > 0 ? <rect x={mid + gap} y={y} width={(b / most) * half} height="28" rx="3" class="rec-bar" /> : <text x={mid + gap + 6} y={y + 19} class="nodesub">never</text>}
                {a > 0 && <text x={mid - gap - 8 - (a / most) * half} y={y + 19} text-anchor="end" class="nodename">{a}</text>}
                {b > 0 && <text x={mid + gap + 8 + (b / most) * half} y={y + 19} class="nodename">{b}</text>}
              </g>
            );
          })}
        </svg>
      </Picture>
      <p>{aims.acts === 0 ? "No strike of it is recorded." : `${aims.acts} ${aims.acts === 1 ? "strike" : "strikes"} recorded, ${aims.unknown || "none"} of them against nobody named.`}{aims.only_recorded.length > 0 && <> Recorded, never said: <b>{aims.only_recorded.join(", ")}</b>.</>}{aims.only_said.length > 0 && <> Said, never recorded: <b>{aims.only_said.join(", ")}</b>.</>}</p>
      <div class="twocol">
        <section><h2>In its own words</h2>{aims.statements.length ? <ul class="sentences">{aims.statements.slice(0, 20).map((s) => <Said key={s.claim} of={s} />)}</ul> : <p class="sub">It is not quoted.</p>}</section>
        <section><h2>On the record</h2>{aims.recorded.length === 0 && <p class="sub">Nothing is recorded.</p>}{aims.recorded.map((t) => <div key={t.name} class="rival"><p><b>{t.name}</b> <small>by {distinct(t.roots).join(", ")}</small></p><ul class="sentences">{t.sentences.slice(0, 5).map((s) => <Said key={s.claim} of={s} />)}</ul></div>)}</section>
      </div>
    </>
  );
}
