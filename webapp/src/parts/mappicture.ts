// The map taken along: as PNG what is drawn on the screen, as SVG the same anew in lines; both with title and legend.
import type { FeatureCollection, Geometry, Position } from "geojson";
import type { Map as Chart } from "maplibre-gl";
import type { Holder, State } from "../types";
import { type Ground, inks } from "./ground";
import { MEANINGS } from "./legend";
import { ROUTE_COLOURS } from "./routes";
import { legendOf, stateSvg } from "./symbols";

/** What lies on the map now, in degrees: the same that its sources were given. */
export interface Drawn { places: State[]; areas: FeatureCollection; incidents: FeatureCollection; routes: FeatureCollection; landmarks: FeatureCollection }

const WORDS = `${MEANINGS.map(([, words]) => words).join(" · ")} · roads: green open, orange threatened, red cut, violet divided, pink contested; broken: who holds their ends is not known`;

/** The map as it is drawn with its title and legend beneath, so that it can be read where it is taken along to. */
export async function pngOf(chart: Chart, shown: Holder[], title: string, dark: boolean): Promise<string> {
  const drawn = chart.getCanvas(), scale = drawn.width / drawn.clientWidth;
  const legend = legendOf(shown, drawn.clientWidth - 28, true, "ml"), foot = 46 + legend.height + 16 * lines(drawn.clientWidth).length;
  const out = document.createElement("canvas");
  out.width = drawn.width;
  out.height = drawn.height + foot * scale;
  const pen = out.getContext("2d")!;
  pen.drawImage(drawn, 0, 0);
  pen.scale(scale, scale);
  pen.translate(0, drawn.clientHeight);
  pen.fillStyle = dark ? "#11191d" : "#fffdf8";
  pen.fillRect(0, 0, drawn.clientWidth, foot);
  const text = (words: string, x: number, y: number, font: string) => { pen.fillStyle = dark ? "#eef3f1" : "#1d2b30"; pen.font = `${font} Inter Variable, sans-serif`; pen.fillText(words, x, y, drawn.clientWidth - x - 14); };
  text(title, 14, 22, "600 15px");
  for (const m of legend.marks) {
    const mark = new Image(28, 28);
    mark.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 14 14"><defs>${m.pattern}</defs><rect width="14" height="14" rx="3.5" fill="${m.fill}"/></svg>`)}`;
    await mark.decode();
    pen.drawImage(mark, 14 + m.x, 34 + m.y, 14, 14);
    text(m.name, 14 + m.x + 20, 46 + m.y, "500 13px");
  }
  lines(chart.getCanvas().clientWidth).forEach((line, n) => text(line, 14, 48 + legend.height + 16 * n, "400 12px"));
  return out.toDataURL("image/png");
}

/** The words of the legend in lines that a picture of this width has room for. */
function lines(width: number): string[] {
  const out = [""];
  for (const part of [...WORDS.split(" · "), "Ground: Natural Earth."]) {
    const longer = out.at(-1) ? `${out.at(-1)} · ${part}` : part;
    if (longer.length * 6.2 > width - 28 && out.at(-1)) out.push(part);
    else out[out.length - 1] = longer;
  }
  return out;
}

type Box = [number, number, number, number];
const clean = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

/** The map in lines: what can be seen of the ground, the areas, routes, places and their names. */
export function svgOf(chart: Chart, ground: Ground, drawn: Drawn, shown: Holder[], title: string, dark: boolean): string {
  const c = inks(dark), { clientWidth: width, clientHeight: height } = chart.getCanvas(), bounds = chart.getBounds();
  const xy = (p: Position): [number, number] => { const q = chart.project([p[0]!, p[1]!]); return [q.x, q.y]; };
  const near = (ring: Position[]) => ring.some((p) => p[0]! > bounds.getWest() - 5 && p[0]! < bounds.getEast() + 5 && p[1]! > bounds.getSouth() - 5 && p[1]! < bounds.getNorth() + 5) || holds(ring, bounds.getCenter().toArray());
  const path = (ring: Position[], closed: boolean) => "M" + ring.map((p) => xy(p).map((n) => n.toFixed(1)).join(" ")).join("L") + (closed ? "Z" : "");
  const of = (g: Geometry): string => g.type === "Polygon" ? g.coordinates.filter(near).map((r) => path(r, true)).join("") : g.type === "MultiPolygon" ? g.coordinates.flatMap((p) => (p[0] && near(p[0]) ? p.map((r) => path(r, true)) : [])).join("")
    : g.type === "LineString" ? (near(g.coordinates) ? path(g.coordinates, false) : "") : g.type === "MultiLineString" ? g.coordinates.filter(near).map((l) => path(l, false)).join("") : "";
  const seen = (layer: string) => new Set(chart.queryRenderedFeatures({ layers: [layer] }).map((f) => String(f.properties["name"])));
  const names = (list: FeatureCollection, layer: string, size: number, dx: number) => { const some = seen(layer); return list.features.flatMap((f) => { const name = String(f.properties?.["name"] ?? ""); if (!some.has(name) || f.geometry.type !== "Point") return []; const [x, y] = xy(f.geometry.coordinates); return [label(x + dx, y + 4, name, size, c.far, dx ? "start" : "middle")]; }).join(""); };
  const label = (x: number, y: number, words: string, size: number, ink: string, anchor: string) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}" fill="${ink}" stroke="${c.halo}" stroke-width="3" paint-order="stroke">${clean(words)}</text>`;
  const dots = (list: FeatureCollection, r: (n: number) => number, fill: string) => list.features.map((f) => { const [x, y] = xy((f.geometry as { coordinates: Position }).coordinates); return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r(Number(f.properties?.["n"] ?? 1))}" fill="${fill}" stroke="${c.halo}" stroke-width="1.6"/>`; }).join("");
  const size = Math.round(96 * Math.min(0.66, 0.34 + 0.04 * Math.max(0, chart.getZoom() - 4)));
  const at = drawn.places.map((s) => ({ s, p: xy([s.lon!, s.lat!]) }));
  const places = at.map(({ s, p }, n) => stateSvg(s, size, dark, `p${n}-`).replace("<svg ", `<svg x="${(p[0] - size / 2).toFixed(1)}" y="${(p[1] - size / 2).toFixed(1)}" `));
  // Names stand beneath, above or beside their place, wherever they lie across no mark and no other name.
  const taken: Box[] = at.map(({ p }) => [p[0] - size / 3, p[1] - size / 3, p[0] + size / 3, p[1] + size / 3]);
  const written = [...at].sort((a, b) => (b.s.claims ?? 0) - (a.s.claims ?? 0)).map(({ s, p }) => {
    const wide = s.place.length * 6.6, off = size / 2 + 1;
    const spots = [["middle", p[0], p[1] + off + 9], ["middle", p[0], p[1] - off + 1], ["start", p[0] + off, p[1] + 4], ["end", p[0] - off, p[1] + 4]] as const;
    for (const [anchor, x, y] of spots) {
      const from = anchor === "middle" ? x - wide / 2 : anchor === "end" ? x - wide : x, box: Box = [from, y - 10, from + wide, y + 3];
      if (taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) continue;
      taken.push(box);
      return label(x, y, s.place, 12.5, c.ink, anchor);
    }
    return "";
  });
  const legend = legendOf(shown, width - 28, true, "ml"), words = lines(width), foot = 46 + legend.height + 16 * words.length;
  const marks = legend.marks.map((m) => `<defs>${m.pattern}</defs><rect x="${14 + m.x}" y="${height + 34 + m.y}" width="14" height="14" rx="3.5" fill="${m.fill}"/><text x="${34 + m.x}" y="${height + 46 + m.y}" font-size="13" font-weight="500">${clean(m.name)}</text>`).join("");
  const routes = drawn.routes.features.map((f) => { const p = f.properties as { status: string; told: boolean }; const broken = p.told || p.status === "unknown"; return `<path d="${of(f.geometry)}" fill="none" stroke="${ROUTE_COLOURS[p.status] ?? c.far}" stroke-width="2.6" ${broken ? 'stroke-dasharray="6 6"' : ""}/>`; }).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + foot}" viewBox="0 0 ${width} ${height + foot}" font-family="Inter, Noto Sans, Segoe UI, Helvetica, Arial, sans-serif">` +
    `<title>${clean(title)}</title><defs><clipPath id="map"><rect width="${width}" height="${height}"/></clipPath></defs><g clip-path="url(#map)"><rect width="${width}" height="${height}" fill="${c.sea}"/>` +
    `<path d="${ground.land.features.map((f) => of(f.geometry)).join("")}" fill="${c.land}" fill-rule="evenodd"/><path d="${of(ground.borders)}" fill="none" stroke="${c.border}" stroke-dasharray="6 3"/>` +
    drawn.areas.features.map((f) => `<path d="${of(f.geometry)}" fill="${c.area}" fill-opacity="${Number(f.properties?.["km"]) < 10 ? 0.2 : 0.04}" stroke="${c.area}" stroke-opacity=".5" stroke-dasharray="2 2.5"/>`).join("") +
    routes + names(ground.labels, "names", 11, 0) + dots({ ...drawn.landmarks, features: drawn.landmarks.features.filter((f) => seen("landmark-dots").has(String(f.properties?.["name"]))) }, () => 2, c.far) + names(drawn.landmarks, "landmarks", 11, 7) +
    dots(drawn.incidents, (n) => Math.min(8, 4 + n / 2), c.area) + places.join("") + written.join("") +
    `</g><rect y="${height}" width="${width}" height="${foot}" fill="${dark ? "#11191d" : "#fffdf8"}"/><g fill="${dark ? "#eef3f1" : "#1d2b30"}"><text x="14" y="${height + 22}" font-size="15" font-weight="600">${clean(title)}</text>${marks}` +
    words.map((line, n) => `<text x="14" y="${height + 48 + legend.height + 16 * n}" font-size="12">${clean(line)}</text>`).join("") + "</g></svg>";
}

/** Whether a ring goes around a point. */
function holds(ring: Position[], point: number[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!;
    if (a[1]! > point[1]! !== b[1]! > point[1]! && point[0]! < ((b[0]! - a[0]!) * (point[1]! - a[1]!)) / (b[1]! - a[1]!) + a[0]!) inside = !inside;
  }
  return inside;
}
