// The marks of the map and the time lines. A side has a colour and a pattern, so that no one needs to tell colours apart.
import { sides } from "../api";
import type { Holder, State } from "../types";
import { clip } from "./words";

// Okabe and Ito's colours for every kind of colour vision, darkened or lightened where a pale ground asks for it.
export const COLOURS = ["#0b5d8f", "#c8700a", "#0d8a66", "#a4447e", "#7b6ac4", "#b53d2e", "#5b6b1f", "#2c8fb3", "#8a5a2b", "#56606b"];
const PATTERNS = 6;

export function sideIndex(bloc: string | undefined): number {
  const at = sides.value.findIndex((s) => s.bloc === bloc);
  return at < 0 ? COLOURS.length - 1 : at;
}
export const colourOf = (bloc: string | undefined): string => COLOURS[sideIndex(bloc) % COLOURS.length]!;

/** An SVG pattern as text: 0 plain, then stripes, dots, upright, level and crossed lines over the side's colour. */
export function patternMarkup(bloc: string | undefined, id: string): string {
  const base = colourOf(bloc);
  const kind = sideIndex(bloc) % PATTERNS;
  const line = 'stroke="#fff" stroke-opacity=".62" stroke-width="1.5"';
  const inner = [
    "",
    `<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" ${line}/>`,
    '<circle cx="3" cy="3" r="1.15" fill="#fff" fill-opacity=".75"/>',
    `<path d="M3 0v6" ${line}/>`,
    `<path d="M0 3h6" ${line}/>`,
    `<path d="M0 0l6 6M6 0l-6 6" ${line} stroke-width="1"/>`,
  ][kind];
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="${base}"/>${inner}</pattern>`;
}

const FADE: Record<string, number> = { confirmed: 1, probable: 0.9, claimed: 0.75, inferred: 0.6, stale: 0.4, none: 0.55 };
export const fade = (grade: string): number => FADE[grade] ?? 0.6;

/** The symbol of a place's state as a whole SVG: halves for rivals, broken rings for claims, ticks for a siege. */
export function stateSvg(state: State, size = 36, dark = false, uid = "s"): string {
  const ground = dark ? "#11191d" : "#fffdf8";
  const ink = dark ? "#eef3f1" : "#1d2b30";
  const shown = holdersOf(state);
  const defs = shown.map((h, i) => patternMarkup(h.bloc, `${uid}${i}`)).join("");
  const c = 24, r = 13;
  let body = "";
  if (shown.length === 0) {
    body = `<circle cx="${c}" cy="${c}" r="${r - 3}" fill="${ground}" stroke="${ink}" stroke-width="1.6" stroke-dasharray="2 2.4"/>` +
      `<text x="${c}" y="${c + 4.6}" text-anchor="middle" font-family="sans-serif" font-size="13" font-weight="700" fill="${ink}">?</text>`;
  } else if (shown.length === 1) {
    const only = state.status === "claimed_only" && state.holders.length === 0;
    body = only
      ? `<circle cx="${c}" cy="${c}" r="${r - 1}" fill="${ground}" stroke="${ink}" stroke-width="7" stroke-dasharray="5 3"/><circle cx="${c}" cy="${c}" r="${r - 1}" fill="none" stroke="url(#${uid}0)" stroke-width="5" stroke-dasharray="5 3"/>`
      : `<circle cx="${c}" cy="${c}" r="${r}" fill="url(#${uid}0)" fill-opacity="${fade(state.grade)}" stroke="${ink}" stroke-width="1.8"/>`;
  } else {
    const parts = shown.slice(0, 3);
    const turn = (2 * Math.PI) / parts.length;
    body = parts.map((_, i) => {
      const a = -Math.PI / 2 + i * turn + (parts.length === 2 ? Math.PI / 4 : 0), b = a + turn;
      const p = (t: number) => `${(c + r * Math.cos(t)).toFixed(2)} ${(c + r * Math.sin(t)).toFixed(2)}`;
      const claimed = i >= state.holders.length;
      return `<path d="M${c} ${c}L${p(a)}A${r} ${r} 0 0 1 ${p(b)}Z" fill="url(#${uid}${i})" fill-opacity="${claimed ? 0.55 : fade(state.grade)}" stroke="${ground}" stroke-width="1.6"/>`;
    }).join("") + `<circle cx="${c}" cy="${c}" r="${r}" fill="none" stroke="${ink}" stroke-width="1.8" ${state.status === "held" ? "" : 'stroke-dasharray="4 2.6"'}/>`;
  }
  if (state.status === "contested") body += `<path d="M${c - 5} ${c - 5}l10 10M${c + 5} ${c - 5}l-10 10" stroke="${ground}" stroke-width="4.4"/><path d="M${c - 5} ${c - 5}l10 10M${c + 5} ${c - 5}l-10 10" stroke="${ink}" stroke-width="2"/>`;
  if (state.besieged_since) body += `<circle cx="${c}" cy="${c}" r="19" fill="none" stroke="${ink}" stroke-width="4" stroke-dasharray="1.8 5.65"/>`;
  if (state.parts.length) body += `<circle cx="${c + 11}" cy="${c + 11}" r="5.4" fill="${colourOf(state.parts[0]!.holder.bloc)}" stroke="${ground}" stroke-width="1.6"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 48 48"><defs>${defs}</defs><circle cx="${c}" cy="${c}" r="${r + 2.2}" fill="${ground}"/>${body}</svg>`;
}

export function holdersOf(state: State): Holder[] {
  const seen = new Map<string, Holder>();
  for (const h of [...state.holders, ...state.alternatives, ...state.rivals.flatMap((r) => (r.holder ? [r.holder] : []))]) {
    if (!seen.has(h.bloc)) seen.set(h.bloc, h);
  }
  return [...seen.values()];
}

/** Sides with their colours in a row or more inside a picture, so that it can be read where it is taken along to. */
export interface Legend { height: number; marks: { name: string; fill: string; pattern: string | null; x: number; y: number }[] }
export function legendOf(holders: { bloc: string; name: string }[], width: number, patterned: boolean, uid: string): Legend {
  let x = 0, row = 0;
  const marks = holders.map((h, i) => {
    const room = 38 + Math.min(48, h.name.length) * 9;  // as wide as the typefaces are that a picture meets elsewhere
    if (x > 0 && x + room > width) { x = 0; row++; }
    const mark = { name: clip(h.name, 48), fill: patterned ? `url(#${uid}${i})` : colourOf(h.bloc), pattern: patterned ? patternMarkup(h.bloc, `${uid}${i}`) : null, x, y: row * 22 };
    x += room;
    return mark;
  });
  return { height: holders.length ? (row + 1) * 22 + 8 : 0, marks };
}

export function LegendMarks({ of, x, y }: { of: Legend; x: number; y: number }) {
  return (
    <g class="legendmarks">
      <defs dangerouslySetInnerHTML={{ __html: of.marks.map((m) => m.pattern ?? "").join("") }} />
      {of.marks.map((m) => <g key={m.name}><rect x={x + m.x} y={y + m.y} width="14" height="14" rx="3.5" fill={m.fill} /><text x={x + m.x + 20} y={y + m.y + 11.5} class="nodename">{m.name}</text></g>)}
    </g>
  );
}

let count = 0;
export function StateMark({ state, size = 30 }: { state: State; size?: number }) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return <span class="mark" aria-hidden="true" dangerouslySetInnerHTML={{ __html: stateSvg(state, size, dark, `m${count++}-`) }} />;
}

export function SideChip({ holder }: { holder: Holder }) {
  const id = `c${count++}`;
  const mark = `<svg width="14" height="14" viewBox="0 0 14 14"><defs>${patternMarkup(holder.bloc, id)}</defs><rect width="14" height="14" rx="3.5" fill="url(#${id})"/></svg>`;
  return <span class="side"><span class="mark" aria-hidden="true" dangerouslySetInnerHTML={{ __html: mark }} /><bdi>{holder.name}</bdi></span>;
}
