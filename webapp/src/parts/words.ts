// Small wordings that several views share.
import type { Claim, Figure } from "../types";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

export function day(text: string | null | undefined, short = false): string {
  if (!text) return "no date";
  const moment = new Date(text.slice(0, 10) + "T00:00:00Z");
  return Number.isNaN(+moment) ? text : (short ? SHORT : DAY).format(moment);
}
export function span(first: string | null | undefined, last: string | null | undefined): string {
  if (!first && !last) return "date not stated";
  if (!first) return `by ${day(last)}`;
  if (!last || first.slice(0, 10) === last.slice(0, 10)) return day(first);
  return `${day(first, first.slice(0, 4) === last.slice(0, 4))} – ${day(last)}`;
}
export const hour = (text: string | null): string => (text && text.length > 10 ? text.slice(11, 16) : "");
export const plain = (code: string | null | undefined): string => (code ?? "").replaceAll("_", " ").replaceAll("-", " ");
export const low = (code: string | null | undefined): string => plain(code).toLowerCase();

export function figure(f: Partial<Figure> | undefined): string {
  if (!f) return "–";
  const { low: a, best: b, high: c } = f;
  const n = (value: number) => value.toLocaleString("en-GB");
  if (a != null && c != null && a !== c) return `${n(a)}–${n(c)}`;
  if (a != null && c == null) return `${n(a)}+`;
  const one = b ?? a ?? c;
  return one == null ? "–" : n(one);
}
export const HARMS = ["killed", "injured", "missing", "detained", "displaced"] as const;

export const names = (list: { name: string | null; text: string }[]): string => list.map((m) => m.name || m.text).join(", ");

const CHANGES: Record<string, string> = {
  gain: "takes control", loss: "loses control", hold: "in control", contested: "contested", raid: "raid", withdraw: "withdraws", transfer_agreed: "handover agreed",
  transfer_done: "handed over", siege: "besieges", siege_lifted: "siege lifted", denial: "denies",
};
/** What is claimed to have been done, in a reader's words. */
export const did = (c: Pick<Claim, "control" | "plan" | "relation" | "mode" | "event_type" | "kind">): string =>
  c.control ? CHANGES[c.control.change] ?? low(c.control.change) : c.plan ? `plan ${low(c.plan.status)}` : c.relation ? low(c.relation)
    : c.mode || c.event_type ? deed(c).toLowerCase() : c.kind === "toll" ? "casualties" : low(c.kind);

/** What a claim says, in a few words: who, what, whom, where, how many. */
export function gist(claim: Claim): string {
  const who = names(claim.agent) || (claim.control?.holder ? names([claim.control.holder]) : "");
  const whom = names(claim.recipient);
  const where = claim.place?.name || claim.place?.text || "";
  const many = HARMS.flatMap((h) => { const f = claim.toll?.[h] as Figure | undefined; return f ? [`${figure(f)} ${h}`] : []; });
  return [who, did(claim), ...(claim.control ? [where, whom && `from ${whom}`] : [whom, where]), ...many].filter(Boolean).join(" · ");
}
/** Days that stand in a sentence of the server's as 2015-10-09, written as everywhere else on the page. */
export const dated = (text: string): string => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (d) => day(d));
export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
export const title = (text: string): string => text.charAt(0).toLocaleUpperCase("en-GB") + text.slice(1);
/** Cut at the end of a word. */
export const words = (text: string, most: number): string => (text.length > most ? text.slice(0, most).replace(/\s+\S*$/, "") + " …" : text);
export const PRECISION: Record<number, string> = {
  1: "exact place", 2: "within about 25 km", 3: "a district", 4: "a province", 5: "along a line or in a vague area", 6: "a country", 7: "international waters or air space",
};
export const clip = (text: string, most: number): string => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
export const bare = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What kind of happening it is, in a reader's words: PLOVER's modes, then its types. */
const DEEDS: Record<string, string> = {
  seize: "Place taken", restrict: "Siege or blockade", aerial: "Air strike", drone: "Drone strike", "heavy-weapons": "Shelling", explosives: "Bombing", "suicide-attack": "Suicide attack",
  firearms: "Shooting", unconventional: "Chemical or other such weapon", abduct: "Abduction", destroy: "Destruction", targeted: "Targeted killing", torture: "Torture", sexual: "Sexual violence",
  beat: "Beating", primitive: "Attack with simple weapons", "crowd-control": "Force against a crowd", "RETREAT/withdraw": "Withdrawal", ceasefire: "Truce", release: "Release", disarm: "Disarming", access: "Way opened",
  resign: "Resignation", arrest: "Arrest", "SANCTION/expel": "Flight or expulsion", deport: "Deportation", curfew: "Curfew", "MOBILIZE/troops": "Troops moved", "MOBILIZE/weapons": "Weapons moved", visit: "Visit", phone: "Call", multilateral: "Talks", "third-party": "Mediation",
  demo: "Demonstration", riot: "Riot", strike: "Strike",
  ASSAULT: "Attack or fighting", COERCE: "Coercion", RETREAT: "Retreat", AGREE: "Agreement", CONSULT: "Talks", AID: "Aid", COOPERATE: "Cooperation", SUPPORT: "Support", CONCEDE: "Concession",
  SANCTION: "Sanction", MOBILIZE: "Mobilisation", PROTEST: "Protest", THREATEN: "Threat", ACCUSE: "Accusation", REJECT: "Rejection", REQUEST: "Request",
};
export function deed(of: { mode: string | null; event_type: string | null }): string {
  const { mode, event_type: type } = of;
  return (mode && (DEEDS[`${type}/${mode}`] ?? DEEDS[mode])) || (type && DEEDS[type]) || "Casualties";
}
