// How the story of an incident changed: what each claim says that no claim before it said.
import type { Claim, Figure } from "../types";
import { did, figure, HARMS, names, span } from "./words";

export interface Change { field: string; now: string; before: string[] }
export interface Turn { claim: Claim; changes: Change[]; copy: boolean }

function told(claim: Claim, root: string): [string, string][] {
  const said: [string, string][] = [
    ["source", root],
    ["actor", names(claim.agent) || (claim.control?.holder ? names([claim.control.holder]) : "")],
    ["event", claim.mode || claim.control ? did(claim) : ""],
    ["against", names(claim.recipient) || (claim.control?.loser ? names([claim.control.loser]) : "")],
    ["place", claim.place?.name || claim.place?.text || ""],
    ["day", claim.time?.start ? span(claim.time.start, claim.time.end) : ""],
    ...HARMS.map((h): [string, string] => [h, claim.toll?.[h] ? figure(claim.toll[h] as Figure) : ""]),
    ["standing", claim.standing === "denied" || claim.standing === "disputed" ? claim.standing : ""],
  ];
  return said.filter(([, value]) => value);
}

/** `claims` in the order in which they were published; `rootOf` names the source behind each. */
export function storyOf(claims: Claim[], rootOf: (id: string) => string): Turn[] {
  const seen = new Map<string, string[]>();
  const quoted = new Set<string>();
  return claims.map((claim, n) => {
    const changes: Change[] = [];
    for (const [field, now] of told(claim, rootOf(claim.id))) {
      const before = seen.get(field) ?? [];
      if (before.includes(now)) continue;
      // The first claim is the story; what it says is not yet a change, but for its figures.
      if (n > 0 || (HARMS as readonly string[]).includes(field)) changes.push({ field, now, before });
      seen.set(field, [...before, now]);
    }
    const words = claim.quote.exact.replace(/\s+/g, " ").trim();
    const copy = quoted.has(words);
    quoted.add(words);
    return { claim, changes, copy };
  });
}
