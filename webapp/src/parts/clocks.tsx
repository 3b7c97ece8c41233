// The two clocks: when it was true, and what was known then. Each is a row of days with its claims, and a slider.
import { useState } from "preact/hooks";
import { meta } from "../api";
import { filters, set } from "../state";
import { day } from "./words";

const BINS = 90;

const nth = (text: string): number => Math.round(Date.parse(text.slice(0, 10) + "T00:00:00Z") / 86400000);
const iso = (n: number): string => new Date(n * 86400000).toISOString().slice(0, 10);

function Clock({ name, label, hint, days, first, last }: { name: "on" | "known_on"; label: string; hint: string; days: [string, number][]; first: string; last: string }) {
  const from = nth(first), to = Math.max(nth(last), from + 1);
  const value = filters.value[name];
  const at = value ? Math.min(to, Math.max(from, nth(value))) : to;
  const width = Math.max(1, Math.ceil((to - from + 1) / BINS));
  const bins = new Array(Math.ceil((to - from + 1) / width)).fill(0) as number[];
  for (const [d, n] of days) {
    const i = Math.floor((nth(d) - from) / width);
    if (i >= 0 && i < bins.length) bins[i]! += n;
  }
  const most = Math.max(1, ...bins);
  return (
    <div class={`clock ${value ? "set" : ""}`}>
      <label for={`clock-${name}`}><b>{label}</b> <span class="hint">{hint}</span></label>
      <div class="track">
        <svg viewBox={`0 0 ${bins.length} 20`} preserveAspectRatio="none" aria-hidden="true">
          {bins.map((n, i) => <rect key={i} x={i + 0.1} width={0.8} y={20 - 19 * Math.sqrt(n / most)} height={19 * Math.sqrt(n / most)} class={from + i * width <= at ? "in" : "out"} />)}
        </svg>
        <input id={`clock-${name}`} type="range" min={from} max={to} value={at} aria-valuetext={value ? day(value) : "the latest"}
          onInput={(e) => { const n = Number(e.currentTarget.value); set({ [name]: n >= to ? null : iso(n) }); }} />
      </div>
      <output for={`clock-${name}`}>{value ? day(value) : "latest"}</output>
      <button type="button" class="quiet" disabled={!value} onClick={() => set({ [name]: null })} aria-label={`${label}: back to the latest`}>↺</button>
    </div>
  );
}

export function Clocks() {
  const m = meta.value;
  const [open, setOpen] = useState(false);
  if (!m?.bounds.last || !m.bounds.known_last) return null;
  const lower = (a: string, b: string) => (a < b ? a : b), upper = (a: string, b: string) => (a > b ? a : b);
  // Claims on the distant past would press all that is told of now into the last day of the row.
  const counted = m.days.on, total = counted.reduce((sum, d) => sum + d[1], 0);
  let sum = 0;
  const early = counted.find((d) => (sum += d[1]) > total * 0.02)?.[0] ?? m.bounds.last;
  const last = upper(m.bounds.last, m.bounds.known_last);
  return (
    <section class={`clocks noprint ${open ? "open" : ""}`} aria-label="Time">
      <button type="button" class="quiet clockfold" aria-expanded={open} onClick={() => setOpen(!open)}>Time{filters.value.on ? ` · true on ${day(filters.value.on, true)}` : ""}{filters.value.known_on ? ` · known on ${day(filters.value.known_on, true)}` : ""}{!filters.value.on && !filters.value.known_on ? " · the latest" : ""} {open ? "▾" : "▴"}</button>
      <Clock name="on" label="True on" hint="the day asked about" days={m.days.on} first={lower(early, last)} last={last} />
      <Clock name="known_on" label="Known on" hint="what had been published" days={m.days.known} first={m.bounds.known_first ?? early} last={m.bounds.known_last} />
    </section>
  );
}
