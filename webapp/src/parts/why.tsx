// Why a place has the colour it has: rule, deciding sentences, rivals, and what would change it.
import { href, view } from "../state";
import type { State } from "../types";
import { Said } from "./claim";
import { SideChip, StateMark } from "./symbols";
import { dated, day, low, plural, span } from "./words";

const STATUS: Record<string, string> = {
  held: "held by", contested: "contested between", shared: "shared by", disputed: "disputed", claimed_only: "claimed only", no_fixed_force: "no fixed force", unknown: "unknown",
};

/** Each sentence once, however many claims of one report rest on it. */
const once = (list: State["sentences"]) => [...new Map(list.map((s) => [`${s.report} ${s.text}`, s])).values()];

export function Why({ state }: { state: State }) {
  return (
    <section class="whybox" aria-label={`Why ${state.place} has this colour`}>
      <header class="whyhead">
        <StateMark state={state} size={54} />
        <div>
          <h2 dir="auto">{state.place}</h2>
          <p class="status">{STATUS[state.status] ?? low(state.status)} {state.holders.map((h) => <SideChip key={h.name} holder={h} />)}
            {state.grade !== "none" && <span class={`grade g-${state.grade}`}>{state.grade}</span>}</p>
        </div>
      </header>
      <dl class="fields">
        {state.since && <div><dt>since</dt><dd>{state.since[0] === state.since[1] ? day(state.since[1]) : state.since[0] ? span(state.since[0], state.since[1]) : `${day(state.since[1])} or before`}</dd></div>}
        {state.last_confirmed && <div><dt>confirmed</dt><dd>{day(state.last_confirmed)}{state.age_days ? <small> {plural(state.age_days, "day")} before the day asked for</small> : null}</dd></div>}
        {state.besieged_since && <div><dt>siege</dt><dd>since {day(state.besieged_since)}</dd></div>}
        {state.alternatives.length > 0 && <div><dt>or</dt><dd>{state.alternatives.map((h) => <SideChip key={h.name} holder={h} />)} changed {span(state.changed_from, state.changed_to)}</dd></div>}
        {state.earlier.length > 0 && <div><dt>before</dt><dd>{state.earlier.map((h) => <SideChip key={h.name} holder={h} />)}</dd></div>}
        {state.roots && <div><dt>told by</dt><dd>{dated(state.roots)}</dd></div>}
      </dl>
      {state.rule > 0 && <p class="rule"><b>Rule {state.rule}</b> {dated(state.rule_text)}</p>}
      {state.sentences.length > 0 && <><h3>What decided it</h3><ul class="sentences">{once(state.sentences).map((s) => <Said key={s.claim} of={s} />)}</ul></>}
      {state.rivals.length > 0 && <h3>Standing beside it</h3>}
      {state.rivals.map((r, i) => (
        <div class="rival" key={i}>
          <p>{r.holder && <SideChip holder={r.holder} />} <b>{low(r.status)}</b> {span(r.since, r.until)} <small>{dated(r.told)}</small></p>
          <ul class="sentences">{once(r.sentences).map((s) => <Said key={s.claim} of={s} />)}</ul>
        </div>
      ))}
      {state.parts.length > 0 && <h3>Only a part</h3>}
      {state.parts.map((p, i) => (
        <div class="rival" key={i}>
          <p><SideChip holder={p.holder} /> {p.count ? plural(p.count, "unnamed place") : low(p.scope)}, since {day(p.since)} <span class={`grade g-${p.grade}`}>{p.grade}</span></p>
          <ul class="sentences">{once(p.sentences).map((s) => <Said key={s.claim} of={s} />)}</ul>
        </div>
      ))}
      {state.would_change.length > 0 && <><h3>What would change it</h3><ul class="plainlist">{state.would_change.map((w) => <li key={w}>{dated(w)}</li>)}</ul></>}
      {state.notes.length > 0 && <ul class="plainlist notes">{state.notes.map((n) => <li key={n}>{dated(n)}</li>)}</ul>}
      <p class="noprint"><a href={href("/control", { place: state.place_id ?? state.place })}>Its line through time</a> · <a href={href("/incidents", { place: state.place_id ?? state.place })}>Incidents here</a> · <a href={href("/search", { place: state.place_id ?? state.place })}>All claims here</a>{state.place_id && view.value !== "map" && <> · <a href={href("/", { at: state.place_id })}>On the map</a></>}</p>
    </section>
  );
}
