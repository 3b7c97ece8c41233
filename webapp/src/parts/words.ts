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
  return [who, what, whom].filter(Boolean).join(" · ");
}
export const PRECISION: Record<number, string> = {
  1: "exact place", 2: "within about 25 km", 3: "a district", 4: "a province", 5: "along a line or in a vague area", 6: "a country", 7: "international waters or air space",
};
export const bare = (text: string): string => text.replace(/\s+/g, " ").trim();
