// Control as places, incidents as areas of what is not known, routes: on a ground that is drawn without any network.
import "maplibre-gl/dist/maplibre-gl.css";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { AttributionControl, Map as Chart, NavigationControl, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type LngLat, type StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { busy, get, meta, sides, useApi } from "../api";
import { Questions } from "../parts/questions";
import { Waiting } from "../parts/shell";
import { save } from "../parts/picture";
import { holdersOf, legendOf, SideChip, StateMark, stateSvg } from "../parts/symbols";
import { Why } from "../parts/why";
import { day, deed, figure, low, PRECISION, span } from "../parts/words";
import { asked, filters, href, route, set } from "../state";
import type { Holder, Incident, State } from "../types";

setWorkerUrl(workerUrl);

type Ground = { land: FeatureCollection; borders: Geometry; labels: FeatureCollection };
interface RouteLine { id: string; name: string; line: ([number, number] | null)[]; segments: { status: string; from: string; to: string; holders: string[]; why: string }[] }
interface Landmark { id: string; name: string; lat: number; lon: number; rank: number }

const darkness = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => darkness.matches;
const FONT = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"];
const empty: FeatureCollection = { type: "FeatureCollection", features: [] };

async function ground(): Promise<Ground> {
  const topology = await get<Topology>(atlasUrl);
  const countries = topology.objects["countries"] as GeometryCollection<{ name: string }>;
  const land = feature(topology, countries) as FeatureCollection;
  const borders = mesh(topology, countries, (a, b) => a !== b);
  const labels = land.features.flatMap((f) => {
    const rings = f.geometry.type === "Polygon" ? [f.geometry.coordinates[0]!] : f.geometry.type === "MultiPolygon" ? f.geometry.coordinates.map((p) => p[0]!) : [];
    const largest = rings.sort((a, b) => b.length - a.length)[0];
    if (!largest) return [];
    const middle = largest.reduce((s, p) => [s[0]! + p[0]! / largest.length, s[1]! + p[1]! / largest.length], [0, 0]);
    return [{ type: "Feature", geometry: { type: "Point", coordinates: middle }, properties: { name: f.properties?.["name"] } } as Feature];
  });
  return { land, borders, labels: { type: "FeatureCollection", features: labels } };
}

/** A ring of points at `km` around a place: the area in which the incident may lie. */
function around(lon: number, lat: number, km: number): Geometry {
  const points = Array.from({ length: 49 }, (_, i) => {
    const turn = (i / 48) * 2 * Math.PI, step = km / 111.195;
    return [lon + (step * Math.cos(turn)) / Math.max(0.1, Math.cos((lat * Math.PI) / 180)), lat + step * Math.sin(turn)];
  });
  return { type: "Polygon", coordinates: [points] };
}

/** How large a place is drawn at each zoom; many places are drawn smaller, so that each can still be told. */
const sizes = (by: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 4, 0.34 * by, 8, 0.5 * by, 11, 0.66];

function paper(g: Ground, dark: boolean): StyleSpecification {
  const c = dark
    ? { sea: "#0c161b", land: "#172228", border: "#5b6f76", far: "#8fa3a8", ink: "#dfe8e6", halo: "#172228", area: "#f0a35c", grid: "#1b2a31" }
    : { sea: "#dfe9ea", land: "#f8f4ea", border: "#9a9484", far: "#8b8573", ink: "#26343a", halo: "#fffdf8", area: "#b34a1c", grid: "#d3dfe0" };
  const text = (size: unknown, color: string) => ({ "text-color": color, "text-halo-color": c.halo, "text-halo-width": 1.6, "text-halo-blur": 0.4 });
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: g.land }, borders: { type: "geojson", data: { type: "Feature", geometry: g.borders, properties: {} } }, names: { type: "geojson", data: g.labels },
      landmarks: { type: "geojson", data: empty }, routes: { type: "geojson", data: empty }, areas: { type: "geojson", data: empty },
      incidents: { type: "geojson", data: empty }, places: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": c.land } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": c.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 9, 1.6], "line-dasharray": [5, 2.5] } },
      { id: "names", type: "symbol", source: "names", maxzoom: 7.6, layout: { "text-field": ["upcase", ["get", "name"]], "text-font": FONT, "text-size": 11, "text-letter-spacing": 0.22, "text-max-width": 7 }, paint: text(11, c.far) },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": c.area, "fill-opacity": ["case", ["get", "on"], 0.2, ["interpolate", ["linear"], ["get", "km"], 2, 0.22, 15, 0.05, 25, 0.025, 100, 0.01]] } },
      { id: "area-edges", type: "line", source: "areas", paint: { "line-color": c.area, "line-opacity": ["case", ["get", "on"], 0.9, ["<", ["get", "km"], 10], 0.45, 0.28], "line-width": ["case", ["get", "on"], 2, 1], "line-dasharray": [2, 2.5] } },
      { id: "routes-case", type: "line", source: "routes", layout: { "line-cap": "round" }, paint: { "line-color": c.halo, "line-width": 5.5 } },
      { id: "routes", type: "line", source: "routes", filter: ["!=", ["get", "status"], "unknown"], layout: { "line-cap": "round" },
        paint: { "line-width": 2.6, "line-color": ["match", ["get", "status"], "open", "#0d8a66", "contested", "#a4447e", "divided", "#c8700a", "cut", "#b53d2e", "threatened", "#c8700a", "#8b8573"] } },
      { id: "routes-unknown", type: "line", source: "routes", filter: ["==", ["get", "status"], "unknown"], paint: { "line-width": 1.6, "line-color": c.far, "line-dasharray": [2.5, 2.5] } },
      { id: "landmark-dots", type: "circle", source: "landmarks", minzoom: 6, paint: { "circle-radius": 2, "circle-color": c.land, "circle-stroke-color": c.far, "circle-stroke-width": 1 } },
      { id: "landmarks", type: "symbol", source: "landmarks", minzoom: 6.5, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-anchor": "left", "text-offset": [0.6, 0], "symbol-sort-key": ["get", "rank"], "text-padding": 8 }, paint: text(11, c.far) },
      { id: "incidents", type: "circle", source: "incidents", paint: { "circle-radius": ["interpolate", ["linear"], ["get", "n"], 1, 4, 8, 8], "circle-color": c.area, "circle-stroke-color": c.halo, "circle-stroke-width": 1.6, "circle-opacity": 0.92 } },
      // Names are laid out after `place-boxes`, which are drawn nowhere but as large as the symbols: none is written across one.
      { id: "place-names", type: "symbol", source: "places", layout: {
        "text-field": ["get", "name"], "text-font": FONT, "text-size": 12.5, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": ["interpolate", ["linear"], ["zoom"], 8, 1.3, 11, 1.7], "text-padding": 1, "symbol-sort-key": ["get", "order"] }, paint: text(12, c.ink) },
      { id: "places", type: "symbol", source: "places", layout: { "icon-image": ["get", "icon"], "icon-size": sizes(1), "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "order"] } },
      { id: "place-boxes", type: "symbol", source: "places", layout: { "icon-image": "blank", "icon-size": sizes(1), "icon-allow-overlap": true, "icon-padding": 0 } },
    ],
  };
}

async function image(chart: Chart, id: string, svg: string): Promise<void> {
  const picture = new Image(96, 96);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 96;
  const pen = canvas.getContext("2d")!;
  pen.drawImage(picture, 0, 0, 96, 96);
  if (!chart.hasImage(id)) chart.addImage(id, pen.getImageData(0, 0, 96, 96));
}

const MEANINGS = ["halves: rivals side by side", "broken ring: told only by the side that gains", "ticks: under siege", "shaded: an incident, somewhere inside", "paler: older or less sure"];
/** The map as it is drawn with its title and legend beneath, so that it can be read where it is taken along to. */
async function picture(chart: Chart, shown: Holder[], title: string): Promise<string> {
  const drawn = chart.getCanvas(), scale = drawn.width / drawn.clientWidth, dark = isDark();
  const legend = legendOf(shown, drawn.clientWidth - 28, true, "ml"), foot = 62 + legend.height;
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
  text(`${MEANINGS.join(" · ")}. Ground: Natural Earth.`, 14, 48 + legend.height, "400 12px");
  return out.toDataURL("image/png");
}

type Box = [[number, number], [number, number]];
/** The box of the places told of; `all` of them, or those that lie together with most: a far one would make all small. */
function reach(lying: State[], happened: Incident[], all: boolean): Box | null {
  const near = [...lying.map((s) => [s.lon!, s.lat!] as const), ...happened.filter((i) => (i.precision ?? 9) <= (all ? 4 : 1)).map((i) => [i.lon!, i.lat!] as const)];
  if (!near.length) return null;
  const middle = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
  const x = middle(near.map((p) => p[0])), y = middle(near.map((p) => p[1]));
  const far = (p: readonly [number, number]) => Math.hypot(p[0] - x, p[1] - y);
  const limit = all ? Infinity : Math.max(0.2, 2.4 * middle(near.map(far)));
  const close = near.filter((p) => far(p) <= limit);
  const xs = close.map((p) => p[0]), ys = close.map((p) => p[1]);
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
}
const fit = (chart: Chart, box: Box | null) => box && chart.fitBounds(box, { padding: { top: 60, bottom: 60, left: innerWidth > 900 ? 200 : 50, right: 60 }, maxZoom: 10.5, duration: 0 });

const point = (lon: number, lat: number, properties: object): Feature => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties });

export default function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<Chart | null>(null);
  const [dark, setDark] = useState(isDark);
  const live = useRef<Chart | null>(null);
  const looked = useRef<{ center: LngLat; zoom: number } | null>(null);
  const f = filters.value;
  const time = new URLSearchParams();
  if (f.on) time.set("on", f.on);
  if (f.known_on) time.set("known_on", f.known_on);
  if (f.actor) time.set("actor", f.actor);
  const held = new URLSearchParams(time);
  for (const name of ["place", "source", "standing"] as const) if (f[name]) held.set(name, f[name]);
  const control = useApi<{ places: State[] }>(`/api/control?${held}`);
  // Incidents of the fortnight before the day asked for: an incident is over, a state goes on.
  const window: Record<string, string> = {};
  if (f.on) {
    window["from"] = new Date(Date.parse(f.on) - 14 * 86400000).toISOString().slice(0, 10);
    window["to"] = f.on;
  }
  const incidents = useApi<{ incidents: Incident[]; window: string[] | null }>(`/api/incidents?${asked(["on"], window)}`);
  const routes = useApi<{ routes: RouteLine[] }>(`/api/routes?${time}`);
  const landmarks = useApi<{ places: Landmark[] }>("/api/landmarks");
  const picked = route.value.params.get("at");
  const states = control.data?.places ?? [];
  const happened = useMemo(() => (incidents.data?.incidents ?? []).filter((i) => i.lat != null && i.lon != null), [incidents.data]);
  const chosen = states.find((s) => (s.place_id ?? s.place) === picked);
  const chosenIncident = happened.find((i) => i.id === picked);

  useEffect(() => {
    const changed = () => setDark(isDark());
    darkness.addEventListener("change", changed);
    return () => darkness.removeEventListener("change", changed);
  }, []);

  useEffect(() => {
    let stopped = false;
    let waited = true;
    const arrived = () => { if (waited) busy(-1); waited = false; };
    busy(1);
    ground().then((g) => {
      if (stopped || !box.current) return arrived();
      const made = new Chart({
        container: box.current, style: paper(g, dark), ...(looked.current ?? { center: meta.value?.centre ?? [20, 25], zoom: meta.value?.centre ? 6 : 1.5 }), attributionControl: false,
        canvasContextAttributes: { preserveDrawingBuffer: true }, fadeDuration: 0, dragRotate: false, pitchWithRotate: false, maxZoom: 13,
      });
      live.current = made;
      made.addControl(new NavigationControl({ showCompass: false }), "top-right");
      made.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
      made.addControl(new AttributionControl({ compact: true, customAttribution: "Natural Earth" }), "bottom-right");
      made.once("load", () => { made.addImage("blank", new ImageData(44, 44)); setChart(made); arrived(); });
      made.on("click", (event) => {
        const hit = made.queryRenderedFeatures([[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]], { layers: ["places", "incidents"] })[0]
          ?? made.queryRenderedFeatures(event.point, { layers: ["areas"] })[0];
        set({ at: hit ? String(hit.properties["key"]) : null });
      });
      for (const layer of ["places", "incidents", "areas"]) {
        made.on("mouseenter", layer, () => (made.getCanvas().style.cursor = "pointer"));
        made.on("mouseleave", layer, () => (made.getCanvas().style.cursor = ""));
      }
    }, arrived);
    return () => {
      stopped = true;
      arrived();
      setChart(null);
      if (live.current) looked.current = { center: live.current.getCenter(), zoom: live.current.getZoom() };
      live.current?.remove();
      live.current = null;
    };
  }, [dark]);

  useEffect(() => {
    if (!chart || !control.data) return;
    let stale = false;
    const over = () => stale || live.current !== chart;
    busy(1);
    const lying = states.filter((s) => s.lat != null && s.lon != null && !s.assumed && (s.status !== "unknown" || s.besieged_since || s.parts.length));
    (async () => {
      const drawn = lying.map((s) => ({ state: s, svg: stateSvg(s, 96, dark, "i") }));
      await Promise.all([...new Set(drawn.map((d) => d.svg))].map((svg) => image(chart, svg, svg))).catch((error) => { if (!over()) throw error; });
      if (over()) return;
      const data = (id: string, features: Feature[]) => (chart.getSource(id) as GeoJSONSource).setData({ type: "FeatureCollection", features });
      data("places", drawn.map(({ state, svg }) => point(state.lon!, state.lat!, { key: state.place_id ?? state.place, name: state.place, icon: svg, order: -(state.claims ?? 0) })));
      for (const layer of ["places", "place-boxes"]) chart.setLayoutProperty(layer, "icon-size", sizes(lying.length > 250 ? 0.55 : lying.length > 100 ? 0.75 : 1));
      const shown = new Set(lying.map((s) => s.place_id));
      data("incidents", happened.filter((i) => i.precision === 1).map((i) => point(i.lon!, i.lat!, { key: i.id, n: i.claims.length })));
      // Incidents told of one and the same area share its circle: laid over one another they would look surer than they are.
      const areas = new Map<string, Incident>();
      for (const i of happened) if ((i.precision ?? 9) <= 4) { const at = `${i.lon} ${i.lat} ${i.radius_km}`; if (!areas.has(at) || i.id === picked) areas.set(at, i); }
      data("areas", [...areas.values()].map((i) => ({ type: "Feature", geometry: around(i.lon!, i.lat!, i.radius_km), properties: { key: i.id, km: i.radius_km, on: i.id === picked } })));
      data("landmarks", (landmarks.data?.places ?? []).filter((p) => !shown.has(p.id)).map((p) => point(p.lon, p.lat, { name: p.name, rank: p.rank })));
      data("routes", (routes.data?.routes ?? []).flatMap((r) => r.segments.flatMap((s, i) => {
        const a = r.line[i], b = r.line[i + 1];
        return a && b ? [{ type: "Feature", geometry: { type: "LineString", coordinates: [a, b] }, properties: { status: s.status, name: r.name } } as Feature] : [];
      })));
      if (!chart.getContainer().dataset["fitted"] && (lying.length || (incidents.data && happened.length))) {
        fit(chart, reach(lying, happened, false));
        chart.getContainer().dataset["fitted"] = "yes";
      }
      await new Promise<void>((done) => { chart.once("idle", () => done()); chart.triggerRepaint(); setTimeout(done, 4000); });
    })().finally(() => busy(-1));
    return () => { stale = true; };
  }, [chart, control.data, incidents.data, routes.data, landmarks.data, sides.value, picked]);

  const drawnStates = states.filter((s) => s.lat != null && !s.assumed);
  const seen = new Set(drawnStates.flatMap((s) => [...holdersOf(s), ...s.parts.map((p) => p.holder)].map((h) => h.bloc)));
  const drawnSides = sides.value.filter((h) => seen.has(h.bloc));
  const told = states.filter((s) => s.status !== "unknown" || s.besieged_since || s.parts.length).sort((a, b) => Number(a.assumed) - Number(b.assumed));
  return (
    <div class="mapview">
      <div class="mapbox">
        <div ref={box} class="chart" role="region" aria-label="Map of control and incidents. Everything on it also stands in the list beside it." />
        <details class="legend" open={innerWidth > 760}>
          <summary>Legend</summary>
          <ul>
            {drawnSides.slice(0, 7).map((h) => <li key={h.bloc}><SideChip holder={h} /></li>)}
            <li><i class="lg ring" /> broken ring: told only by the side that gains</li>
            <li><i class="lg halves" /> halves: rivals side by side</li>
            <li><i class="lg siege" /> ticks: under siege</li>
            <li><i class="lg area" /> incident: somewhere in this area</li>
            <li><i class="lg pale" /> paler: older or less sure</li>
          </ul>
        </details>
        <div class="take mapshot noprint"><button type="button" class="quiet" disabled={!chart} onClick={() => chart && fit(chart, reach(drawnStates, happened, true))} title="Show every place told of">All</button><button type="button" class="quiet" disabled={!chart} onClick={() => chart && picture(chart, drawnSides.slice(0, 7), `Who holds what${f.on ? ` on ${day(f.on)}` : ", at the latest"}${f.known_on ? `, as known on ${day(f.known_on)}` : ""}`).then((url) => save("according-map.png", url))}>PNG</button></div>
      </div>
      <p class="sr" role="status">{chosen ? `${chosen.place}: ${low(chosen.status)} ${chosen.holders.map((h) => h.name).join(" and ")}, ${chosen.grade}` : chosenIncident ? `${deed(chosenIncident)}, ${chosenIncident.place}` : ""}</p>
      <aside class="side-panel" aria-label="Why this colour">
        <Waiting error={control.error ?? incidents.error} loading={control.loading}>
          {(chosen || chosenIncident) && <h1 class="sr">Map</h1>}
          {chosen && <><button type="button" class="quiet back noprint" onClick={() => set({ at: null })}>← all places</button><Why state={chosen} /></>}
          {chosenIncident && (
            <section class="whybox">
              <button type="button" class="quiet back noprint" onClick={() => set({ at: null })}>← all places</button>
              <h2 dir="auto">{deed(chosenIncident)}, {chosenIncident.place}</h2>
              <p>{span(chosenIncident.first, chosenIncident.last)} · {PRECISION[chosenIncident.precision ?? 0] ?? "place unsure"}, within {Math.round(chosenIncident.radius_km)} km</p>
              <p class="lead"><q dir="auto">{chosenIncident.headline}</q></p>
              <p>{chosenIncident.roots.text}</p>
              <p><a href={href(`/incidents/${chosenIncident.id}`)}>Open the incident: who says what</a></p>
            </section>
          )}
          {!chosen && !chosenIncident && (
            <>
              {meta.value?.counts["claims"] === 0 ? <p class="notice">The record is empty. <code>according add PATH --record FILE</code> puts reports into it.</p> : <Questions states={told} incidents={happened} />}
              <h1 class="paneltitle">Who holds what{f.on ? "" : ", at the latest"}</h1>
              <p class="sub">{told.length} places told of. Choose one to see why it has its colour.</p>
              <ul class="placelist">
                {told.map((s) => (
                  <li key={s.place_id ?? s.place}>
                    <a data-stay="1" href={href("/", { at: s.place_id ?? s.place })}><StateMark state={s} size={30} />
                      <span><b><bdi>{s.place}</bdi></b><small>{low(s.status)}{s.holders.length ? ": " : ""}<bdi>{s.holders.map((h) => h.name).join(", ")}</bdi>{s.place_id ? "" : " · in no gazetteer"}</small></span>
                      <span class={`grade ${s.assumed ? "" : `g-${s.grade}`}`}>{s.assumed ? "place assumed" : s.grade}</span></a>
                  </li>
                ))}
              </ul>
              <h2 class="paneltitle">Incidents</h2>
              {incidents.data?.window && <p class="sub">{span(incidents.data.window[0], incidents.data.window[1])}; narrow by time or place to see others.</p>}
              <ul class="placelist">
                {happened.map((i) => (
                  <li key={i.id}><a data-stay="1" href={href("/", { at: i.id })}><i class="lg area" aria-hidden="true" />
                    <span><b><bdi>{i.place}</bdi></b><small>{deed(i)}, {span(i.first, i.last)}</small></span>
                    {i.toll["killed"] && <span class="tag">{figure(i.toll["killed"])} killed</span>}</a></li>
                ))}
              </ul>
            </>
          )}
        </Waiting>
      </aside>
    </div>
  );
}
