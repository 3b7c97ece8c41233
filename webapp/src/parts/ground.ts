// The ground of the map: land, borders and names from files of the package, and the layers that lie upon it.
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { get } from "../api";
import { ROUTE_COLOURS } from "./routes";

export type Ground = { land: FeatureCollection; borders: Geometry; labels: FeatureCollection };

const FONT = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"];
export const empty: FeatureCollection = { type: "FeatureCollection", features: [] };

export async function ground(): Promise<Ground> {
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
export function around(lon: number, lat: number, km: number): Geometry {
  const points = Array.from({ length: 49 }, (_, i) => {
    const turn = (i / 48) * 2 * Math.PI, step = km / 111.195;
    return [lon + (step * Math.cos(turn)) / Math.max(0.1, Math.cos((lat * Math.PI) / 180)), lat + step * Math.sin(turn)];
  });
  return { type: "Polygon", coordinates: [points] };
}

const routeInk = (far: string): ExpressionSpecification => ["match", ["get", "status"], ...Object.entries(ROUTE_COLOURS).flat(), far] as unknown as ExpressionSpecification;

/** How large a place is drawn at each zoom; many places are drawn smaller, so that each can still be told. */
export const sizes = (by: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 4, 0.34 * by, 8, 0.5 * by, 11, 0.66];

/** The inks of the ground by day and by night. */
export const inks = (dark: boolean) => dark
  ? { sea: "#0c161b", land: "#172228", border: "#5b6f76", far: "#8fa3a8", ink: "#dfe8e6", halo: "#172228", area: "#f0a35c", grid: "#1b2a31" }
  : { sea: "#dfe9ea", land: "#f8f4ea", border: "#9a9484", far: "#736e5e", ink: "#26343a", halo: "#fffdf8", area: "#b34a1c", grid: "#d3dfe0" };

export function paper(g: Ground, dark: boolean): StyleSpecification {
  const c = inks(dark);
  const text = (size: unknown, color: string) => ({ "text-color": color, "text-halo-color": c.halo, "text-halo-width": 1.6, "text-halo-blur": 0.4 });
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: g.land }, borders: { type: "geojson", data: { type: "Feature", geometry: g.borders, properties: {} } }, names: { type: "geojson", data: g.labels },
      landmarks: { type: "geojson", data: empty }, routes: { type: "geojson", data: empty }, areas: { type: "geojson", data: empty },
      incidents: { type: "geojson", data: empty }, places: { type: "geojson", data: empty },
      picked: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": c.land } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": c.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 9, 1.6], "line-dasharray": [5, 2.5] } },
      { id: "names", type: "symbol", source: "names", maxzoom: 7.6, layout: { "text-field": ["upcase", ["get", "name"]], "text-font": FONT, "text-size": 11, "text-letter-spacing": 0.22, "text-max-width": 7 }, paint: text(11, c.far) },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": c.area, "fill-opacity": ["case", ["get", "on"], 0.2, ["interpolate", ["linear"], ["get", "km"], 2, 0.22, 15, 0.05, 25, 0.025, 100, 0.01]] } },
      { id: "area-edges", type: "line", source: "areas", paint: { "line-color": c.area, "line-opacity": ["case", ["get", "on"], 0.9, ["<", ["get", "km"], 10], 0.45, 0.28], "line-width": ["case", ["get", "on"], 2, 1], "line-dasharray": [2, 2.5] } },
      { id: "routes-case", type: "line", source: "routes", layout: { "line-cap": "round" }, paint: { "line-color": c.halo, "line-width": 5.5 } },
      { id: "routes", type: "line", source: "routes", filter: ["all", ["!=", ["get", "status"], "unknown"], ["!", ["get", "told"]]], layout: { "line-cap": "round" }, paint: { "line-width": 2.8, "line-color": routeInk(c.far) } },
      // Broken: nothing is known of who holds its ends; the colour is then what a report says of the stretch, or none.
      { id: "routes-unknown", type: "line", source: "routes", filter: ["any", ["==", ["get", "status"], "unknown"], ["get", "told"]], paint: { "line-width": ["case", ["get", "told"], 2.4, 1.6], "line-color": routeInk(c.far), "line-dasharray": [2.5, 2.5] } },
      { id: "routes-on", type: "line", source: "routes", filter: ["get", "on"], layout: { "line-cap": "round" }, paint: { "line-color": c.area, "line-width": 2, "line-gap-width": 7 } },
      { id: "landmark-dots", type: "circle", source: "landmarks", minzoom: 6, paint: { "circle-radius": 2, "circle-color": c.land, "circle-stroke-color": c.far, "circle-stroke-width": 1 } },
      { id: "landmarks", type: "symbol", source: "landmarks", minzoom: 6.5, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-anchor": "left", "text-offset": [0.6, 0], "symbol-sort-key": ["get", "rank"], "text-padding": 8 }, paint: text(11, c.far) },
      { id: "incidents", type: "circle", source: "incidents", paint: { "circle-radius": ["interpolate", ["linear"], ["get", "n"], 1, 4, 8, 8], "circle-color": c.area, "circle-stroke-color": c.halo, "circle-stroke-width": 1.6, "circle-opacity": 0.92 } },
      { id: "picked", type: "circle", source: "picked", paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 12, 8, 17, 11, 22], "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": c.area, "circle-stroke-width": 3.2 } },
      // Names are laid out after `place-boxes`, which are drawn nowhere but as large as the symbols: none is written across one.
      { id: "place-names", type: "symbol", source: "places", layout: {
        "text-field": ["get", "name"], "text-font": FONT, "text-size": 12.5, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": ["interpolate", ["linear"], ["zoom"], 8, 1.3, 11, 1.7], "text-padding": 1, "symbol-sort-key": ["get", "order"] }, paint: text(12, c.ink) },
      { id: "places", type: "symbol", source: "places", layout: { "icon-image": ["get", "icon"], "icon-size": sizes(1), "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "order"] } },
      { id: "place-boxes", type: "symbol", source: "places", layout: { "icon-image": "blank", "icon-size": sizes(1), "icon-allow-overlap": true, "icon-padding": 0 } },
    ],
  };
}
