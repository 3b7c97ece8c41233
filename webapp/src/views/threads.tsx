// Plans and talks: each a line of statements in order of time, and where it stands.
import { useApi } from "../api";
import { Said, Standing } from "../parts/claim";
import { useTitle, Waiting } from "../parts/shell";
import { day, low, span, title } from "../parts/words";
import { asked, filters, href } from "../state";
import type { Sentence } from "../types";

interface Thread { key: string; matter: string; plan: string | null; parties: string[]; status: string; stands_on: string | null; turns: { said: string | null; status: string; standing: string; next_from: string | null; next_to: string | null; sentence: Sentence }[] }
const STEPS = ["proposed", "announced", "agreed", "under_way", "done"];
const OFF: Record<string, string> = { stalled: "stalled", cancelled: "cancelled" };

export function ThreadsView() {
  const { data, error, loading } = useApi<{ threads: Thread[] }>(`/api/threads?${asked(["type", "kind", "text"])}`);
  const threads = [...(data?.threads ?? [])].reverse().filter(has(filters.value.text));
  useTitle("Plans and talks");
  return (
    <div class="column">
      <h1>Plans and talks</h1>
      <p class="sub">Agreed is not done: a plan moves on only when somebody reports that it did.</p>
      <Waiting error={error} loading={loading && !data} empty={data && threads.length === 0 && (asked() ? "No plan or talks pass these filters." : "No plan or talks are reported.")}>
        {threads.map((t) => (
          <article class="card thread" key={t.key}>
            <header><h2 dir="auto">{title(t.matter)}</h2><span class={`tag status-${t.status}`}>{low(t.status)}{t.stands_on ? `, ${day(t.stands_on, true)}` : ""}</span></header>
            {t.parties.length > 0 && <p class="sub">{t.parties.map((p, i) => <span key={p}>{i > 0 && " · "}<a href={href("/search", { actor: p })}><bdi>{p}</bdi></a></span>)}</p>}
            <ol class="steps" aria-label="How far it has come">
              {STEPS.map((s, i) => <li key={s} class={reported(t, s) ? "reached" : reached(t) > i ? "passed" : ""} title={reported(t, s) ? "reported" : reached(t) > i ? "passed over: nobody reports it" : "not reported"} aria-current={t.status === s ? "step" : undefined}>{low(s)}{reached(t) > i && !reported(t, s) && <span class="sr">, not reported</span>}</li>)}
              {OFF[t.status] && <li class="off" aria-current="step">{OFF[t.status]}</li>}
            </ol>
            <ol class="turns">{t.turns.map((turn, i) => (
              <li key={i}><time>{day(turn.said, true)}</time><div><b>{low(turn.status)}</b> <Standing of={turn.standing} />{turn.next_from && turn.next_from > (turn.said ?? "") && <small> meant for {span(turn.next_from, turn.next_to)}</small>}<ul class="sentences"><Said of={turn.sentence} /></ul></div></li>
            ))}</ol>
          </article>
        ))}
      </Waiting>
    </div>
  );
}

const stands = (x: Thread["turns"][number]): boolean => x.standing !== "negated" && x.standing !== "denied";
const reported = (t: Thread, step: string): boolean => t.turns.some((x) => x.status === step && stands(x));
const reached = (t: Thread): number => Math.max(-1, ...t.turns.filter(stands).map((x) => STEPS.indexOf(x.status)));

/** Whether a thread has all words that are looked for, in its matter, parties or sentences. */
const has = (text: string | undefined) => {
  const wanted = (text ?? "").toLocaleLowerCase().replaceAll(/["*]/g, " ").split(/\s+/).filter(Boolean);
  return (t: Thread): boolean => {
    const all = [t.matter, ...t.parties, ...t.turns.map((x) => x.sentence.text)].join(" ").toLocaleLowerCase();
    return wanted.every((w) => all.includes(w));
  };
};
