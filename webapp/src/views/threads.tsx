// Plans and talks: each a line of statements in order of time, and where it stands.
import { useApi } from "../api";
import { Said } from "../parts/claim";
import { Waiting } from "../parts/shell";
import { day, low, span } from "../parts/words";
import { asked } from "../state";
import type { Sentence } from "../types";

interface Thread { key: string; matter: string; plan: string | null; parties: string[]; status: string; stands_on: string | null; turns: { said: string | null; status: string; standing: string; next_from: string | null; next_to: string | null; sentence: Sentence }[] }
const STEPS = ["proposed", "announced", "agreed", "under_way", "done"];
const OFF: Record<string, string> = { stalled: "stalled", cancelled: "cancelled" };

export function ThreadsView() {
  const { data, error, loading } = useApi<{ threads: Thread[] }>(`/api/threads?${asked(["type", "kind", "text"])}`);
  const threads = [...(data?.threads ?? [])].reverse();
  return (
    <div class="column">
      <h1>Plans and talks</h1>
      <p class="sub">Agreed is not done: a plan moves on only when somebody reports that it did.</p>
      <Waiting error={error} loading={loading} empty={data?.threads.length === 0 && "No plan or talks are told of."}>
        {threads.map((t) => (
          <article class="card thread" key={t.key}>
            <header><h2 dir="auto">{t.matter}</h2><span class={`tag status-${t.status}`}>{low(t.status)}{t.stands_on ? `, ${day(t.stands_on, true)}` : ""}</span></header>
            {t.parties.length > 0 && <p class="sub"><bdi>{t.parties.join(" · ")}</bdi></p>}
            <ol class="steps" aria-label="How far it has come">
              {STEPS.map((s, i) => <li key={s} class={reached(t) >= i ? "reached" : ""} aria-current={t.status === s ? "step" : undefined}>{low(s)}</li>)}
              {OFF[t.status] && <li class="off" aria-current="step">{OFF[t.status]}</li>}
            </ol>
            <ol class="turns">{t.turns.map((turn, i) => (
              <li key={i}><time>{day(turn.said, true)}</time><div><b>{low(turn.status)}</b> <span class={`standing st-${turn.standing}`}>{turn.standing}</span>{turn.next_from && turn.next_from > (turn.said ?? "") && <small> meant for {span(turn.next_from, turn.next_to)}</small>}<ul class="sentences"><Said of={turn.sentence} /></ul></div></li>
            ))}</ol>
          </article>
        ))}
      </Waiting>
    </div>
  );
}

const reached = (t: Thread): number => Math.max(-1, ...t.turns.filter((x) => x.standing !== "negated" && x.standing !== "denied").map((x) => STEPS.indexOf(x.status)));
