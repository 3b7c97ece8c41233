// Asking the API: one cache by address, and a count of what is on its way (the page says when it is drawn).
import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Holder, Me, Meta, State } from "./types";

export const me = signal<Me | null>(null);
export const meta = signal<Meta | null>(null);
export const epoch = signal(0);
const waiting = signal(0);
const kept = new Map<string, unknown>();

export class Refused extends Error {
  constructor(public status: number, message: string) {
    super(message);
  }
}

export async function get<T>(url: string): Promise<T> {
  const found = kept.get(url);
  if (found !== undefined) return found as T;
  const asked = epoch.peek();
  busy(1);
  try {
    const made = (await ask("GET", url)) as T;
    if (asked === epoch.peek()) kept.set(url, made); // what was asked before a change is not kept after it
    return made;
  } finally {
    busy(-1);
  }
}

export async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
  const made = (await ask(method, url, body)) as T;
  askAgain();
  return made;
}

/** What was answered may have changed: everything that is shown is asked for anew. */
export function askAgain(): void {
  kept.clear();
  epoch.value++;
}

async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
  if (method !== "GET" && me.value?.csrf) headers["X-CSRF-Token"] = me.value.csrf;
  const answer = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    .catch(() => { throw new Refused(0, "the server does not answer; is according serve still running?"); });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const detail = (told as { detail?: unknown }).detail;
    if (answer.status === 401 && me.value?.role) me.value = { ...me.value, role: null, name: null };
    throw new Refused(answer.status, inWords(detail) ?? `the server answered ${answer.status}`);
  }
  return told;
}

/** Why a request was refused, as the server said it: a sentence, or the fields of the address that it could not read. */
function inWords(detail: unknown): string | null {
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return null;
  const odd = (detail as { loc?: unknown[] }[]).map((d) => String(d.loc?.at(-1) ?? "")).filter(Boolean);
  return odd.length ? `the address has a value for “${[...new Set(odd)].join("” and “")}” that cannot be read` : null;
}

export interface Asked<T> { data: T | null; error: string | null; loading: boolean; status?: number }

/** What an address of the API answers; the earlier answer stays on view while the next one comes. */
export function useApi<T>(url: string | null): Asked<T> {
  const [state, setState] = useState<Asked<T> & { url: string | null }>({ data: null, error: null, loading: !!url, url: null });
  const version = epoch.value;
  useEffect(() => {
    if (!url) return;
    let gone = false;
    setState((s) => ({ ...s, loading: true }));
    busy(1);
    get<T>(url)
      .then((data) => gone || setState({ data, error: null, loading: false, url }))
      .catch((error: Error) => gone || setState({ data: null, error: error.message, loading: false, url, status: error instanceof Refused ? error.status : 0 }))
      .finally(() => busy(-1));
    return () => { gone = true; };
  }, [url, version]);
  return state;
}

/** A list that comes in parts: the first at once, the next ones when they are asked for. */
export function usePages<T extends { total: number }, R>(url: string, rowsOf: (answer: T) => R[]): Asked<T> & { rows: R[]; more: () => Promise<void> } {
  const first = useApi<T>(url);
  const key = `${url} ${epoch.value}`;
  const [rest, setRest] = useState<{ key: string; rows: R[]; coming: boolean }>({ key, rows: [], coming: false });
  const later = rest.key === key ? rest : { key, rows: [], coming: false };
  const rows = [...(first.data ? rowsOf(first.data) : []), ...later.rows];
  const more = async () => {
    setRest({ ...later, coming: true });
    const next = await get<T>(`${url}${url.includes("?") ? "&" : "?"}offset=${rows.length}`).catch(() => null);
    setRest((now) => (now.key === key ? { key, rows: [...later.rows, ...(next ? rowsOf(next) : [])], coming: false } : now));
  };
  return { ...first, loading: first.loading || later.coming, rows, more };
}

/** Counts work that has to end before the page calls itself drawn. */
export function busy(by: number): void {
  waiting.value += by;
}

let timer = 0;
effect(() => {
  const count = waiting.value;
  clearTimeout(timer);
  if (count > 0) document.documentElement.dataset.ready = "false";
  else timer = window.setTimeout(() => (document.documentElement.dataset.ready = "true"), 120);
});

export async function start(): Promise<void> {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  busy(1);
  try {
    me.value = (await ask("GET", "/api/session")) as Me;
    if (key) {
      history.replaceState(null, "", location.pathname + location.search);
      if (!me.value.role) me.value = (await ask("POST", "/api/session", { key }).catch(() => me.value)) as Me;
    }
    if (me.value.mode === "public" || me.value.role) await enter();
  } finally {
    busy(-1);
  }
}

export async function enter(): Promise<void> {
  kept.clear();
  meta.value = await get<Meta>("/api/meta");
  const all = await get<{ places: State[] }>("/api/control");
  sides.value = ordered(all.places);
}

/** The sides that hold or claim places: the order gives each its colour and pattern. Those whom the packs know come
 * first, those most told of before others; who is told of only as an earlier holder takes what colours are left. */
export const sides = signal<Holder[]>([]);

function ordered(places: State[]): Holder[] {
  const count = new Map<string, { holder: Holder; n: number }>();
  const add = (holder: Holder, n: number) => {
    const line = count.get(holder.bloc) ?? { holder, n: 0 };
    line.n += n;
    count.set(holder.bloc, line);
  };
  for (const place of places) {
    for (const holder of place.holders) add(holder, 3);
    for (const rival of place.rivals) if (rival.holder) add(rival.holder, 2);
    for (const part of place.parts) add(part.holder, 1);
    for (const holder of place.earlier) add(holder, 0);
  }
  const known = (line: { holder: Holder }) => Number(line.holder.actor !== null);
  return [...count.values()].sort((a, b) => known(b) - known(a) || b.n - a.n || a.holder.bloc.localeCompare(b.holder.bloc)).map((l) => l.holder);
}
