// A claim as a card, its chain of who says so as nested brackets, and sentences of evidence.
import { href } from "../state";
import type { Claim, Link, Mention, Sentence } from "../types";
import { Found } from "./found";
import { day, deed, figure, gist, HARMS, low, PRECISION, span } from "./words";

export const STANDINGS = ["asserted", "reported", "claimed", "disputed", "denied", "negated", "planned", "possible", "conditional", "opinion"];

/** What each standing means, as the contract of the record puts it. */
export const MEANS: Record<string, string> = {
  asserted: "in the publisher's own voice", reported: "a monitor, agency, witness or unnamed report says so", claimed: "a warring or interested party says so",
  disputed: "the text gives a contrary account", denied: "is itself a denial", negated: "the text says that it did not happen", planned: "is to happen", possible: "may have happened or may happen",
  conditional: "would happen if something else did", opinion: "somebody's view",
};

export function Standing({ of }: { of: string }) {
  return <span class={`standing st-${of}`} title={MEANS[of]}>{of}</span>;
}

const speaker = (link: Link): string => link.name || link.text || (link.anonymous ? "somebody unnamed" : "somebody");

/** Who says that who says it: outermost first, each inside the brackets of the one before. */
export function Chain({ claim }: { claim: Claim }) {
  const links = claim.attribution;
  const inner = (at: number): preact.ComponentChildren =>
    at >= links.length ? <q dir="auto"><Found text={claim.quote.exact || "the words are withheld"} /></q> : (
      <span class={`bracket b${at % 4}`}>
        <span class="who"><bdi>{speaker(links[at]!)}</bdi> <em>{links[at]!.cue}</em>{links[at]!.anonymous && <span class="tag">anonymous</span>}</span> {inner(at + 1)}
      </span>
    );
  return (
    <p class="chain">
      <span class="bracket pub"><span class="who"><bdi>{claim.publisher ?? "publisher unknown"}</bdi>{links.length ? " reports that" : " in its own voice"}</span> {inner(0)}</span>
    </p>
  );
}

const INHERITED: Record<string, string> = { previous: "taken from the sentence before", speech: "the day it was said", report: "taken from the rest of the report", clause: "" };
/** What the claim's own clause does not say is marked with where it was taken from. */
const inherited = (source: string | null): string => (source ? INHERITED[source] ?? `from the ${source}` : "");

/** Who is named, each a way to all claims about it. */
function Named({ list }: { list: Mention[] }) {
  return <>{list.map((m, n) => <span key={n}>{n > 0 && ", "}{m.actor || m.name ? <a href={href("/search", { actor: m.actor ?? m.name! }, false)}><bdi>{m.name || m.text}</bdi></a> : <bdi>{m.text}</bdi>}{m.inferred && <small> inferred</small>}</span>)}</>;
}

export function Fields({ claim }: { claim: Claim }) {
  const rows: [string, preact.ComponentChildren][] = [];
  const type = [claim.event_type, claim.mode && low(claim.mode)].filter(Boolean).join(" / ");
  rows.push(["what", type ? <>{deed(claim)} <small>{type}</small></> : claim.kind === "toll" ? "Casualties" : low(claim.kind)]);
  if (claim.agent.length) rows.push(["who", <Named list={claim.agent} />]);
  if (claim.recipient.length) rows.push(["to whom", <Named list={claim.recipient} />]);
  if (claim.control) {
    const { change, scope, holder, loser } = claim.control;
    rows.push(["control", <>{low(change)}{scope !== "whole" && `, only ${low(scope)}`}{holder && <>, by <Named list={[holder]} /></>}{loser && <>, from <Named list={[loser]} /></>}</>]);
  }
  if (claim.plan) rows.push(["plan", `${claim.plan.matter}: ${low(claim.plan.status)}`]);
  if (claim.place) {
    const p = claim.place;
    rows.push(["where", <>{p.relation !== "in" && `${low(p.relation)} `}{p.id ? <a href={href("/", { at: p.id }, false)} title="show it on the map"><bdi>{p.name || p.text}</bdi></a> : <bdi>{p.name || p.text}</bdi>}{" "}
      <small>{[p.id ? PRECISION[p.precision ?? 0] ?? "" : "not in the gazetteer", inherited(p.inherited)].filter(Boolean).join(", ")}</small></>]);
  }
  if (claim.time) rows.push(["when", <>{span(claim.time.start, claim.time.end)}{claim.time.text && <small> “{claim.time.text}”</small>}{inherited(claim.time.inherited) && <small> {inherited(claim.time.inherited)}</small>}</>]);
  for (const harm of HARMS) {
    const f = claim.toll?.[harm] as { low: number | null; best: number | null; high: number | null; who: string | null } | undefined;
    if (f) rows.push([harm, `${figure(f)}${f.who ? ` ${f.who}` : ""}${claim.toll?.aggregate ? " (a running total)" : ""}`]);
  }
  if (claim.weapon) rows.push(["with", claim.weapon.text]);
  return (
    <dl class="fields">
      {rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      {claim.corrections.map((c) => (
        <div key={c.id} class="corrected"><dt>{low(c.field)}</dt><dd><ins>{c.value}</ins> <small>corrected by {c.by}: {c.reason}</small></dd></div>
      ))}
    </dl>
  );
}

export function ClaimCard({ claim, open = false, children }: { claim: Claim; open?: boolean; children?: preact.ComponentChildren }) {
  return (
    <article class="card claim" data-claim={claim.id}>
      <header>
        <Standing of={claim.standing} />
        <span class="gist"><bdi>{gist(claim)}</bdi></span>
        <a class="go" href={href(`/reports/${claim.report}`, { claim: claim.id })} title="read it in its report" aria-label={`Read it in its report, ${claim.publisher ?? "publisher unknown"}, ${day(claim.published)}`}>{day(claim.published, true)}</a>
      </header>
      <Chain claim={claim} />
      {children}
      {open && <Fields claim={claim} />}
      {open && <p class="why"><small>why: {claim.why || "no rule noted"}</small></p>}
    </article>
  );
}

export function Said({ of }: { of: Sentence }) {
  return (
    <li class="said">
      <q dir="auto">{of.text || "the words are withheld"}</q>
      <span class="by">
        <a href={href(`/reports/${of.report}`, { claim: of.claim })}><bdi>{of.publisher ?? of.report_ref}</bdi>, {day(of.published, true)}</a>
        {of.root !== of.publisher && <> · from <bdi>{of.root}</bdi></>}
        <span class="tag" title="reliability of the source, from A (reliable) to F (cannot be judged)"><span class="sr">reliability </span>{of.reliability}</span>
        {of.interest !== "neutral" && <span class={`tag ${of.interest}`}>{low(of.interest)}</span>}
      </span>
    </li>
  );
}
