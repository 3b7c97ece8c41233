// The review queue, keyboard first: j and k move, a accepts, c corrects, m merges, s splits, u takes back.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, me, send, useApi } from "../api";
import { ClaimCard } from "../parts/claim";
import { useTitle, Waiting } from "../parts/shell";
import { Why } from "../parts/why";
import { dated, low, title } from "../parts/words";
import { filters, href, route, set } from "../state";
import type { Claim, State } from "../types";

interface Item { id: string; kind: string; title: string; why: string; subjects: string[]; claims: Claim[]; joined?: boolean; features?: { name: string; weight: number; reason: string }[]; candidates?: { id: string; name: string; score: number; why: string }[]; state?: State; incident?: string | null }
interface Judged { id: string; kind: string; subjects: string[]; by: string; reason: string; at: string; body: { field?: string; value?: string; accepted?: boolean } | null; undoes: string | null; stands: boolean }
type Act = "accept" | "correct" | "merge" | "split";

const KINDS: [string, string][] = [["", "all"], ["merge", "doubtful merges"], ["place", "places"], ["actor", "actors"], ["control", "disputed control"], ["attribution", "attribution lost"]];
const ONE: Record<string, string> = { merge: "doubtful merge", control: "disputed control", attribution: "attribution lost" };
const FIELDS = ["place", "actor", "event_type", "mode", "standing", "time", "control", "toll", "source", "other"];
const RANK = ["reader", "coder", "editor", "admin"];

export function ReviewView() {
  const kind = route.value.params.get("queue") ?? "";
  const { data, error, loading } = useApi<{ counts: Record<string, number>; items: Item[] }>(`/api/review${kind ? `?kind=${kind}` : ""}`);
  const past = useApi<{ judgements: Judged[] }>("/api/judgements");
  // The item stands in the address; where it has been decided and is gone, the one that took its row is next.
  const row = useRef(0);
  const [act, setAct] = useState<Act | null>(null);
  const [told, setTold] = useState("");
  const wanted = (filters.value.text ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const items = (data?.items ?? []).filter((x) => { const all = [x.title, x.why, ...x.claims.map((c) => c.quote.exact)].join(" ").toLocaleLowerCase(); return wanted.every((w) => all.includes(w)); });
  const named = items.findIndex((x) => x.id === route.value.params.get("item"));
  const at = Math.max(0, named >= 0 ? named : Math.min(row.current, items.length - 1));
  row.current = at;
  const item = items[at];
  const goTo = (n: number) => { const to = items[Math.max(0, Math.min(items.length - 1, n))]; if (to) set({ item: to.id }); };
  useTitle(item ? `Review: ${item.title}` : "Review");
  const may = (role: string) => RANK.indexOf(me.value?.role ?? "reader") >= RANK.indexOf(role);
  const acts: [string, Act, string, boolean][] = [["a", "accept", "Accept as it is", may("coder")], ["c", "correct", "Correct", may("coder")], ["m", "merge", "Merge", may("editor") && (item?.subjects.length ?? 0) > 1], ["s", "split", "Split", may("editor") && (item?.subjects.length ?? 0) > 1]];

  const takeBack = async () => {
    // Asked anew: the list on view may still be that from before the last decision, and another one would be undone.
    const now = await get<{ judgements: Judged[] }>("/api/judgements").catch(() => past.data);
    const last = now?.judgements.find((j) => j.stands && !j.undoes && (j.by === me.value?.name || may("editor")));
    if (!last) return setTold("Nothing to take back.");
    await send("POST", `/api/judgements/${last.id}/undo`, { reason: "taken back from the queue" }).then(() => setTold(`Taken back: ${last.reason}`), (e: Error) => setTold(e.message));
  };
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.key === "Escape") return setAct(null);
      if (act || e.ctrlKey || e.metaKey || e.altKey || (e.target as Element).closest("input,textarea,select")) return;
      if (e.key === "j" || e.key === "ArrowDown") { e.preventDefault(); goTo(at + 1); }
      else if (e.key === "k" || e.key === "ArrowUp") { e.preventDefault(); goTo(at - 1); }
      else if (e.key === "u") void takeBack();
      else { const found = acts.find(([key, , , ok]) => key === e.key && ok); if (found && item) { e.preventDefault(); setAct(found[1]); } }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  useEffect(() => { document.querySelector(".queue [aria-current]")?.scrollIntoView({ block: "nearest" }); }, [at]);

  const decide = async (reason: string, field: string, value: string) => {
    if (!item || !act) return;
    const subjects = act === "correct" ? item.subjects.slice(0, 1) : item.subjects.slice(0, 50);
    try {
      await send("POST", "/api/judgements", { kind: act, subjects, reason, item: item.id, ...(act === "correct" ? { field, value } : {}) });
      setTold(`${act === "accept" ? "Accepted" : act === "correct" ? "Corrected" : act === "merge" ? "Merged" : "Split"}. Press u to take it back.`);
      setAct(null);
    } catch (problem) {
      setTold((problem as Error).message);
    }
  };
  return (
    <div class="reviewview">
      <div class="queue">
        <h1>Review</h1>
        <div class="tabs" role="group" aria-label="Which queue">{KINDS.map(([key, name]) => <button type="button" key={key} aria-pressed={kind === key} onClick={() => { row.current = 0; set({ queue: key || null, item: null }); }}>{name} <small>{key ? data?.counts[key] ?? "" : data ? Object.values(data.counts).reduce((a, b) => a + b, 0) : ""}</small></button>)}</div>
        <input class="find" type="search" dir="auto" aria-label="Find in the queue" placeholder="Find in the queue" value={filters.value.text ?? ""} onChange={(e) => set({ text: e.currentTarget.value || null })} />
        <Waiting error={error} loading={loading && !data} empty={data && items.length === 0 && (wanted.length && data.items.length ? "Nothing in this queue has these words." : "Nothing waits here.")}>
          <ol>{items.map((x, i) => <li key={x.id}><button type="button" class="plainrow" aria-current={x === item ? "true" : undefined} onClick={() => goTo(i)}><span class={`tag k-${x.kind}`}>{ONE[x.kind] ?? low(x.kind)}</span> <b dir="auto">{x.title}</b><small>{dated(x.why)}</small></button></li>)}</ol>
        </Waiting>
      </div>
      <section class="desk" aria-label="The item">
        {item && (
          <>
            <p class="kicker">{ONE[item.kind] ?? low(item.kind)}{item.incident && <> · <a href={href(`/incidents/${item.incident}`, {}, false)}>open the incident</a></>}</p>
            <h2 dir="auto">{item.title}</h2>
            <p class="sub">{dated(item.why)}</p>
            <div class="acts noprint">{acts.map(([key, name, label, ok]) => <button type="button" key={name} class={name === "accept" ? "main" : ""} disabled={!ok} onClick={() => setAct(name)}>{label} <kbd>{key}</kbd></button>)}<button type="button" class="quiet" onClick={takeBack} disabled={!may("coder")}>Take back <kbd>u</kbd></button></div>
            {act && <Reason act={act} item={item} onDone={decide} onStop={() => setAct(null)} />}
            {item.features && <details><summary>What speaks for and against one happening</summary><table class="values"><tbody>{item.features.map((f) => <tr key={f.name}><th scope="row">{low(f.name)}</th><td class="num">{f.weight > 0 ? "+" : ""}{f.weight.toFixed(1)}</td><td>{f.reason}</td></tr>)}</tbody></table></details>}
            <div class={item.kind === "merge" ? "twocol" : ""}>{item.claims.map((c) => <ClaimCard key={c.id} claim={c} open={item.kind === "merge" || item.claims.length < 3} />)}</div>
            {item.state && <details><summary>The state as it stands</summary><Why state={item.state} /></details>}
          </>
        )}
        <p role="status" class="told">{told}</p>
        <details class="noprint"><summary>What was decided ({past.data?.judgements.filter((j) => j.stands && !j.undoes).length ?? 0})</summary>
          <ul class="plainlist">{past.data?.judgements.map((j) => <li key={j.id} class={j.stands ? "" : "gone"}><b>{j.undoes ? "taken back" : j.body?.accepted ? "accepted" : j.kind}</b> {j.body?.field && `${low(j.body.field)} → ${j.body.value} `}by {j.by}: {j.reason}</li>)}</ul>
          {may("coder") && <p><a href="/api/corrections.jsonl" download="corrections.jsonl" target="_blank">Take the corrections along, as data for learning</a></p>}
        </details>
        <p class="keys noprint"><kbd>j</kbd> <kbd>k</kbd> move · <kbd>a</kbd> accept · <kbd>c</kbd> correct · <kbd>m</kbd> merge · <kbd>s</kbd> split · <kbd>u</kbd> take back · <kbd>Esc</kbd> leave</p>
      </section>
    </div>
  );
}

function Reason({ act, item, onDone, onStop }: { act: Act; item: Item; onDone: (reason: string, field: string, value: string) => void; onStop: () => void }) {
  const first = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const guess = item.kind === "place" || item.kind === "actor" ? item.kind : item.kind === "control" ? "control" : item.kind === "attribution" ? "source" : "other";
  useEffect(() => first.current?.focus(), [act]);
  return (
    <form class="reason card" onSubmit={(e) => { e.preventDefault(); const f = new FormData(e.currentTarget); onDone(String(f.get("reason")), String(f.get("field") ?? ""), String(f.get("value") ?? "")); }}>
      {act === "correct" && (
        <div class="twocol">
          <label class="pick"><span>Field</span><select name="field" defaultValue={guess}>{FIELDS.map((f) => <option key={f} value={f} selected={f === guess}>{low(f)}</option>)}</select></label>
          <label class="pick"><span>New value</span><input name="value" required ref={first} list="candidates" dir="auto" /><datalist id="candidates">{item.candidates?.map((c) => <option key={c.id} value={c.name}>{c.why}</option>)}</datalist></label>
        </div>
      )}
      <label class="pick"><span>Reason</span><textarea name="reason" required rows={2} dir="auto" ref={act === "correct" ? undefined : first} onKeyDown={(e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); e.currentTarget.form?.requestSubmit(); } }} /></label>
      <button type="submit" class="main">{title(act)}</button> <button type="button" class="quiet" onClick={onStop}>Leave it</button>
    </form>
  );
}
