// Control as places, incidents as areas of what is not known, routes: on a ground that is drawn without any network.
import "maplibre-gl/dist/maplibre-gl.css";
import type { Feature, FeatureCollection } from "geojson";
import { AttributionControl, Map as Chart, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type LngLat } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { busy, meta, sides, useApi } from "../api";
import { around, empty, type Ground, ground, paper, sizes } from "../parts/ground";
import { MapLegend } from "../parts/legend";
import { type Drawn, pngOf, svgOf } from "../parts/mappicture";
import { Pending } from "../parts/pending";
import { save } from "../parts/picture";
import { Questions } from "../parts/questions";
import { RouteMark, routeKey, statusOf, summaryOf, toldOf, WhyRoute, type RouteLine, type Segment } from "../parts/routes";
import { EmptyRecord, useTitle, Waiting } from "../parts/shell";
import { holdersOf, StateMark, stateSvg } from "../parts/symbols";
import { Why } from "../parts/why";
import { day, deed, figure, HARMS, low, plural, PRECISION, span } from "../parts/words";
import { asked, filters, href, route, set } from "../state";
import type { Incident, State } from "../types";

setWorkerUrl(workerUrl);

interface Landmark { id: string; name: string; lat: number; lon: number; rank: number }

const darkness = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => darkness.matches;

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

/** Where the address says to look. */
function viewed(): { center: [number, number]; zoom: number } | null {
  const [lon, lat, zoom] = (route.peek().params.get("map") ?? "").split(",").map(Number);
  return zoom !== undefined && [lon, lat, zoom].every(Number.isFinite) && Math.abs(lat!) < 86 ? { center: [lon!, lat!], zoom: Math.max(0, Math.min(13, zoom)) } : null;
}
const keepView = (chart: Chart): void => { const c = chart.getCenter(); set({ map: `${c.lng.toFixed(3)},${c.lat.toFixed(3)},${chart.getZoom().toFixed(2)}` }); };

const ORDER = ["cut", "contested", "divided", "threatened", "open"];
/** The stretch that a route is marked by in the list: the one that stands worst. */
const worst = (list: Segment[]): Segment => [...list].sort((a, b) => rank(a) - rank(b))[0]!;
const rank = (s: Segment): number => { const at = ORDER.indexOf(statusOf(s)); return at < 0 ? ORDER.length : at; };

export default function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<Chart | null>(null);
  const [dark, setDark] = useState(isDark);
  const live = useRef<Chart | null>(null);
  const looked = useRef<{ center: LngLat | [number, number]; zoom: number } | null>(viewed());
  const drawnGround = useRef<Ground | null>(null);
  const lies = useRef<Drawn>({ places: [], areas: empty, incidents: empty, routes: empty, landmarks: empty });
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
  const incidents = useApi<{ incidents: Incident[]; window: string[] | null; pending: number }>(`/api/incidents?${asked(["on"], window)}`);
  const routes = useApi<{ routes: RouteLine[] }>(`/api/routes?${time}`);
  const landmarks = useApi<{ places: Landmark[] }>("/api/landmarks");
  const picked = route.value.params.get("at");
  const states = control.data?.places ?? [];
  const happened = useMemo(() => (incidents.data?.incidents ?? []).filter((i) => i.lat != null && i.lon != null), [incidents.data]);
  const chosen = states.find((s) => (s.place_id ?? s.place) === picked);
  const chosenIncident = happened.find((i) => i.id === picked);
  const roads = routes.data?.routes ?? [];
  const chosenRoute = roads.find((r) => routeKey(r) === picked);
  useTitle(chosen ? `${chosen.place}: who holds it` : chosenIncident ? `${deed(chosenIncident)}, ${chosenIncident.place}` : chosenRoute ? chosenRoute.name : "Map");

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
      drawnGround.current = g;
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
          ?? made.queryRenderedFeatures([[event.point.x - 5, event.point.y - 5], [event.point.x + 5, event.point.y + 5]], { layers: ["routes", "routes-unknown"] })[0]
          ?? made.queryRenderedFeatures(event.point, { layers: ["areas"] })[0];
        set({ at: hit ? String(hit.properties["key"]) : null });
      });
      // Where one looks stands in the address; what the page itself does with the map does not.
      made.on("moveend", (event) => { if ("originalEvent" in event && event.originalEvent) keepView(made); });
      for (const layer of ["places", "incidents", "areas", "routes", "routes-unknown"]) {
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
      const data = (id: string, features: Feature[]): FeatureCollection => {
        const all: FeatureCollection = { type: "FeatureCollection", features };
        (chart.getSource(id) as GeoJSONSource).setData(all);
        return all;
      };
      data("places", drawn.map(({ state, svg }) => point(state.lon!, state.lat!, { key: state.place_id ?? state.place, name: state.place, icon: svg, order: -(state.claims ?? 0) })));
      for (const layer of ["places", "place-boxes"]) chart.setLayoutProperty(layer, "icon-size", sizes(lying.length > 250 ? 0.55 : lying.length > 100 ? 0.75 : 1));
      const shown = new Set(lying.map((s) => s.place_id));
      const incidentDots = data("incidents", happened.filter((i) => i.precision === 1).map((i) => point(i.lon!, i.lat!, { key: i.id, n: i.claims.length })));
      // Incidents told of one and the same area share its circle: laid over one another they would look surer than they are.
      const areas = new Map<string, Incident>();
      for (const i of happened) if ((i.precision ?? 9) <= 4) { const at = `${i.lon} ${i.lat} ${i.radius_km}`; if (!areas.has(at) || i.id === picked) areas.set(at, i); }
      const circles = data("areas", [...areas.values()].map((i) => ({ type: "Feature", geometry: around(i.lon!, i.lat!, i.radius_km), properties: { key: i.id, km: i.radius_km, on: i.id === picked } })));
      const marks = data("landmarks", (landmarks.data?.places ?? []).filter((p) => !shown.has(p.id)).map((p) => point(p.lon, p.lat, { name: p.name, rank: p.rank })));
      const lines = data("routes", roads.flatMap((r) => r.segments.flatMap((s, i) => {
        const a = r.line[i], b = r.line[i + 1];
        return a && b ? [{ type: "Feature", geometry: { type: "LineString", coordinates: [a, b] }, properties: { key: routeKey(r), status: statusOf(s), told: toldOf(s) !== null, on: routeKey(r) === picked, name: r.name } } as Feature] : [];
      })));
      const one = chosen?.lat != null ? chosen : chosenIncident;
      data("picked", one && one.lon != null && one.lat != null ? [point(one.lon, one.lat, {})] : []);
      lies.current = { places: lying, areas: circles, incidents: incidentDots, routes: lines, landmarks: marks };
      if (!chart.getContainer().dataset["fitted"] && (lying.length || (incidents.data && happened.length))) {
        if (!viewed()) fit(chart, reach(lying, happened, false));
        chart.getContainer().dataset["fitted"] = "yes";
      }
      // Whoever chooses a place from the list sees where it lies.
      const along = chosenRoute?.line.filter((p) => p !== null).map((p) => p as [number, number]);
      if (one && one.lon != null && one.lat != null && !chart.getBounds().contains([one.lon, one.lat])) chart.jumpTo({ center: [one.lon, one.lat] });
      else if (along?.length && !along.some((p) => chart.getBounds().contains(p))) chart.jumpTo({ center: along[Math.floor(along.length / 2)]! });
      await new Promise<void>((done) => { chart.once("idle", () => done()); chart.triggerRepaint(); setTimeout(done, 4000); });
    })().finally(() => busy(-1));
    return () => { stale = true; };
  }, [chart, control.data, incidents.data, routes.data, landmarks.data, sides.value, picked]);

  // On paper the map is drawn in lines and by day, whatever the screen shows.
  const onPaper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = () => { if (chart && drawnGround.current && onPaper.current) onPaper.current.innerHTML = svgOf(chart, drawnGround.current, lies.current, drawnSides, heading, false); };
    addEventListener("beforeprint", before);
    return () => removeEventListener("beforeprint", before);
  });

  const drawnStates = states.filter((s) => s.lat != null && !s.assumed);
  const seen = new Set(drawnStates.flatMap((s) => [...holdersOf(s), ...s.parts.map((p) => p.holder)].map((h) => h.bloc)));
  const drawnSides = sides.value.filter((h) => seen.has(h.bloc)).slice(0, 7);
  const roadStatuses = new Set(roads.flatMap((r) => r.segments.map(statusOf)));
  const heading = `Who holds what${f.on ? ` on ${day(f.on)}` : ", at the latest"}${f.known_on ? `, as known on ${day(f.known_on)}` : ""}`;
  const told = states.filter((s) => s.status !== "unknown" || s.besieged_since || s.parts.length).sort((a, b) => Number(a.assumed) - Number(b.assumed));
  return (
    <div class="mapview">
      <a class="skip" href="#beside">Skip the map: all that is on it stands in the list</a>
      <div class="mapbox">
        <div ref={box} class="chart" role="region" aria-label="Map of control and incidents. Everything on it also stands in the list beside it." />
        <div class="onpaper" ref={onPaper} aria-hidden="true" />
        <MapLegend sides={drawnSides} routes={roadStatuses} dark={dark} open={innerWidth > 760} />
        <div class="take mapshot noprint">
          <button type="button" class="quiet" disabled={!chart} onClick={() => { if (chart) { fit(chart, reach(drawnStates, happened, true)); keepView(chart); } }} title="Show every place in the record">All</button>
          <button type="button" class="quiet" disabled={!chart} onClick={() => chart && drawnGround.current && save("according-map.svg", URL.createObjectURL(new Blob([svgOf(chart, drawnGround.current, lies.current, drawnSides, heading, dark)], { type: "image/svg+xml" })))} title="Take the map along as SVG">SVG</button>
          <button type="button" class="quiet" disabled={!chart} onClick={() => chart && pngOf(chart, drawnSides, heading, dark).then((url) => save("according-map.png", url))} title="Take the map along as PNG">PNG</button>
        </div>
      </div>
      <p class="sr" role="status">{chosen ? `${chosen.place}: ${low(chosen.status)} ${chosen.holders.map((h) => h.name).join(" and ")}, ${chosen.grade}` : chosenIncident ? `${deed(chosenIncident)}, ${chosenIncident.place}` : chosenRoute ? `${chosenRoute.name}: ${summaryOf(chosenRoute)}` : ""}</p>
      <aside class="side-panel" id="beside" tabIndex={-1} aria-label="Places, routes and incidents, and why each is as it is">
        <Waiting error={control.error ?? incidents.error} loading={control.loading && !control.data}>
          {(chosen || chosenIncident || chosenRoute) && <h1 class="sr">Map</h1>}
          {chosen && <><button type="button" class="quiet back noprint" onClick={() => set({ at: null })}>← all places</button><Why state={chosen} /></>}
          {chosenRoute && <><button type="button" class="quiet back noprint" onClick={() => set({ at: null })}>← all places</button><WhyRoute route={chosenRoute} /></>}
          {chosenIncident && (
            <section class="whybox">
              <button type="button" class="quiet back noprint" onClick={() => set({ at: null })}>← all places</button>
              <h2 dir="auto">{deed(chosenIncident)}, {chosenIncident.place}</h2>
              <p>{span(chosenIncident.first, chosenIncident.last)} · {PRECISION[chosenIncident.precision ?? 0] ?? "place unsure"}{chosenIncident.precision !== 2 && `, drawn ${Math.round(chosenIncident.radius_km)} km wide on each side`}</p>
              {(chosenIncident.agents.length > 0 || chosenIncident.recipients.length > 0) && <p class="parties"><bdi>{chosenIncident.agents.slice(0, 3).join(" / ") || "actor not stated"}</bdi>{chosenIncident.recipients.length > 0 && <> → <bdi>{chosenIncident.recipients.slice(0, 3).join(" / ")}</bdi></>}</p>}
              {HARMS.some((h) => chosenIncident.toll[h]) && <p>{HARMS.filter((h) => chosenIncident.toll[h]).map((h) => <span class="tag" key={h}>{figure(chosenIncident.toll[h])} {h}</span>)}</p>}
              <p class="lead"><q dir="auto">{chosenIncident.headline}</q></p>
              <p>{chosenIncident.roots.text}</p>
              <p><a href={href(`/incidents/${chosenIncident.id}`)}>Open the incident: who says what</a></p>
            </section>
          )}
          {!chosen && !chosenIncident && !chosenRoute && (
            <>
              {picked && control.data && incidents.data && routes.data && <p class="notice small" role="status">What the address points to is not among what is shown{asked() ? " under these filters" : ""}. <button type="button" class="quiet" onClick={() => set({ at: null })}>Forget it</button></p>}
              {meta.value?.counts["claims"] === 0 ? <div class="notice"><EmptyRecord /></div> : <Questions states={told} incidents={happened} />}
              <h1 class="paneltitle">Who holds what{f.on ? "" : ", at the latest"}</h1>
              <p class="sub">{told.length ? `${plural(told.length, "place")}. Choose one to see why it has its colour.` : asked() ? "No report says who holds a place, under these filters and by this day." : "No report says who holds a place."}</p>
              <ul class="placelist">
                {told.map((s) => (
                  <li key={s.place_id ?? s.place}>
                    <a data-stay="1" href={href("/", { at: s.place_id ?? s.place })}><StateMark state={s} size={30} />
                      <span><b><bdi>{s.place}</bdi></b><small>{low(s.status)}{s.holders.length ? ": " : ""}<bdi>{s.holders.map((h) => h.name).join(", ")}</bdi>{s.place_id ? "" : " · not in the gazetteer"}</small></span>
                      {(s.assumed || s.grade !== "none") && <span class={`grade ${s.assumed ? "" : `g-${s.grade}`}`}>{s.assumed ? "place assumed" : s.grade}</span>}</a>
                  </li>
                ))}
              </ul>
              {roads.length > 0 && <>
                <h2 class="paneltitle">Routes</h2>
                <ul class="placelist">
                  {roads.map((r) => <li key={r.id}><a data-stay="1" href={href("/", { at: routeKey(r) })}><RouteMark status={statusOf(worst(r.segments))} told={toldOf(worst(r.segments)) !== null} /><span><b><bdi>{r.name}</bdi></b><small>{summaryOf(r)}</small></span></a></li>)}
                </ul>
              </>}
              <h2 class="paneltitle">Incidents</h2>
              {incidents.data && happened.length === 0 && <p class="sub">No incident with a known place{asked() ? " passes these filters" : ""}.</p>}
              <Pending claims={incidents.data?.pending ?? 0} />
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
