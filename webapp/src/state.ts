// Where one is and what is asked: all of it stands in the address, so that every view can be shared.
import { computed, signal } from "@preact/signals";

export interface Route {
  path: string[];
  params: URLSearchParams;
}

const FILTERS = ["on", "known_on", "from", "to", "place", "actor", "source", "standing", "type", "kind", "text"] as const;
export type Filter = (typeof FILTERS)[number];

function read(): Route {
  return {
    path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent),
    params: new URLSearchParams(location.search),
  };
}

export const route = signal<Route>(read());
export const view = computed(() => route.value.path[0] ?? "map");
export const filters = computed(() => {
  const out: Partial<Record<Filter, string>> = {};
  for (const name of FILTERS) {
    const value = route.value.params.get(name);
    if (value) out[name] = value;
  }
  return out;
});

/** The address of a view with the filters of now; `change` sets (or with null takes away) parameters. */
export function href(path: string, change: Record<string, string | null> = {}, keep = true): string {
  const params = new URLSearchParams();
  if (keep) for (const [name, value] of Object.entries(filters.value)) params.set(name, value);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return path + (query ? `?${query}` : "");
}

export function go(to: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  route.value = read();
}

/** Changes parameters of the view one is in, and keeps all others. */
export function set(change: Record<string, string | null>, replace = true): void {
  const params = new URLSearchParams(route.value.params);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  go(location.pathname + (query ? `?${query}` : ""), replace);
}

/** Takes every filter away, and stays in the view. */
export const unfiltered = (): void => set(Object.fromEntries(FILTERS.map((name) => [name, null])));

/** The filters as a query for the API; `without` leaves some out. */
export function asked(without: Filter[] = [], more: Record<string, string> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters.value)) {
    if (!without.includes(name as Filter)) params.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return params.toString();
}

addEventListener("popstate", () => (route.value = read()));
document.addEventListener("click", (event) => {
  // A link may stand in a picture too, where its properties are not those of a link in the text.
  const link = (event.target as Element | null)?.closest?.("a[href^='/']") as HTMLElement | SVGElement | null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link.hasAttribute("target")) return;
  event.preventDefault();
  go(link.getAttribute("href")!);
  if (link.dataset.stay) return;
  scrollTo(0, 0);
  // The link may be gone with its view: whoever moves by keyboard or ear starts at the new one.
  setTimeout(() => document.getElementById("main")?.focus({ preventScroll: true }));
});
