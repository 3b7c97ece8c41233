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
  if (!first && !last) return "no date told";
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
  if (a != null && c != null && a !== c) return `${a}–${c}`;
  if (a != null && c == null && b == null) return `${a}+`;
  if (a != null && c == null) return `${a}+`;
  return String(b ?? a ?? c ?? "–");
}
export const HARMS = ["killed", "injured", "missing", "detained", "displaced"] as const;

export const names = (list: { name: string | null; text: string }[]): string => list.map((m) => m.name || m.text).join(", ");

/** What a claim says, in a few words: who, what, whom. */
export function gist(claim: Claim): string {
  const what = claim.control ? low(claim.control.change) : claim.plan ? `plan ${low(claim.plan.status)}` : claim.relation ? low(claim.relation)
    : low(claim.mode ?? claim.event_type ?? claim.kind);
  const who = names(claim.agent) || (claim.control?.holder ? names([claim.control.holder]) : "");
  const whom = names(claim.recipient);
  const where = claim.control ? claim.place?.name || claim.place?.text || "" : "";
  return [who, what, where, where ? whom && `from ${whom}` : whom].filter(Boolean).join(" · ");
}
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
  return (mode && (DEEDS[`${type}/${mode}`] ?? DEEDS[mode])) || (type && DEEDS[type]) || "Harm";
}
