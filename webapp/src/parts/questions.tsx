// Five questions of this very record, each one click from its answer: the places and happenings on which most hangs.
import { meta } from "../api";
import { href } from "../state";
import type { Incident, State } from "../types";
import { deed, figure, low, plural } from "./words";

const most = <T,>(list: T[], worth: (x: T) => number): T | undefined => {
  const best = list.reduce<[T | undefined, number]>((b, x) => { const w = worth(x); return w > b[1] ? [x, w] : b; }, [undefined, 0]);
  return best[0];
};
const spread = (i: Incident): number => {
  const k = i.toll["killed"];
  return k && k.low !== k.high ? 1 + i.roots.roots.length + i.claims.length / 100 : 0;
};

/** The answer in a line; the sentences behind it are one click away. */
function standing(s: State): string {
  const rivals = s.rivals.map((r) => `${r.holder?.name ?? "nobody named"} (${low(r.status)}${r.sentences[0] ? ` by ${r.sentences[0].root}` : ""})`);
  const held = s.holders.length ? `${low(s.status)}: ${s.holders.map((h) => h.name).join(" and ")}` : low(s.status);
  return [held, rivals.length && `beside it ${[...new Set(rivals)].join(", ")}`].filter(Boolean).join("; ");
}
const sources = (i: Incident): string => i.roots.roots.length ? `${plural(i.roots.roots.length, "root")}: ${i.roots.roots.join(", ")}${i.roots.unknown_origin ? ", and some of unknown origin" : ""}` : "no root is known";

export function Questions({ states, incidents }: { states: State[]; incidents: Incident[] }) {
  const disputed = most(states.filter((s) => !s.assumed), (s) => s.rivals.length * 10 + (s.rivals.length ? s.sentences.length : 0));
  const toll = most(incidents, spread);
  const copied = most(incidents, (i) => i.roots.outlets.length < 2 || !i.roots.roots.length ? 0 : (i.roots.outlets.length - i.roots.roots.length) * 10 + (i.roots.attribution_lost.length ? 5 : 0));
  const asked: [string, string, boolean, string][] = [];
  if (disputed) asked.push([`Who holds ${disputed.place}, and who says otherwise?`, href("/", { at: disputed.place_id ?? disputed.place }), true, standing(disputed)]);
  if (toll) asked.push([`How many were killed in ${toll.place ?? "a place not stated"}? The counts go from ${figure(toll.toll["killed"]).replace("–", " to ").replace("+", " upward")}.`, href(`/incidents/${toll.id}`), false, toll.roots.text]);
  if (copied) asked.push([`${copied.roots.outlets.length} outlets report the same event in ${copied.place ?? "a place not stated"} (${deed(copied).toLowerCase()}): how many really say so?`, href(`/incidents/${copied.id}`), false, sources(copied)]);
  const kinds = meta.value?.facets["kind"] ?? [];
  if (kinds.some((k) => k.value === "plan")) asked.push(["Where do the plans and talks stand?", href("/threads"), false, ""]);
  const struck = meta.value?.facets["type"]?.some((t) => t.value === "ASSAULT") && meta.value.facets["actor"]?.some((a) => a.value.includes(":"));
  if (meta.value?.strikers.length || struck) asked.push(["Whom does a party say it strikes, and whom is it recorded striking?", href("/aims"), false, ""]);
  if (!asked.length) return null;
  return (
    <nav class="questions noprint" aria-label="Questions to begin with">
      <h2 class="paneltitle">Begin with a question</h2>
      <ol>{asked.map(([words, to, stay, answer]) => <li key={words}><a href={to} data-stay={stay ? "1" : undefined}>{words}</a>{answer && <small class="under">{answer}</small>}</li>)}</ol>
    </nav>
  );
}
