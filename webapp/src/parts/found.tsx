// A text with the words that were looked for marked in it.
import { filters } from "../state";

/** The words of a search as the index takes them: quotes hold a phrase together, a star stands for any ending. */
function pattern(text: string): RegExp | null {
  const parts = [...text.matchAll(/"([^"]+)"|([^\s"]+)/g)].map((m) => m[1] ?? m[2]!).filter((w) => !/^(AND|OR|NOT)$/.test(w));
  const escaped = parts.map((w) => w.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).map((w) => (w.endsWith("*") ? `${w.slice(0, -1)}[\\p{L}\\p{N}]*` : w)).filter(Boolean);
  return escaped.length ? new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu") : null;
}

export function Found({ text }: { text: string }) {
  const wanted = filters.value.text ? pattern(filters.value.text) : null;
  return wanted ? <>{text.split(wanted).map((part, n) => (n % 2 ? <mark class="found" key={n}>{part}</mark> : part))}</> : <>{text}</>;
}
