import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import { busy, me, meta, start } from "./api";
import { Gone, Shell } from "./parts/shell";
import { route, view } from "./state";
import { ActorsView } from "./views/actors";
import { AimsView } from "./views/aims";
import { ControlView } from "./views/control";
import { IncidentsView } from "./views/incidents";
import { ReportsView } from "./views/reports";
import { ReviewView } from "./views/review";
import { SearchView } from "./views/search";
import { SignIn } from "./views/signin";
import { ThreadsView } from "./views/threads";
import "./style.css";

const MapView = lazy(() => {
  busy(1);
  return import("./views/map").finally(() => setTimeout(() => busy(-1), 60));
});
const VIEWS: Record<string, preact.ComponentType> = {
  incidents: IncidentsView, control: ControlView, reports: ReportsView, threads: ThreadsView, actors: ActorsView,
  aims: AimsView, search: SearchView, review: ReviewView,
};

function Nowhere() {
  return <Gone what="No such view" why={`Nothing of this record stands at the address ${location.pathname}. The views are named above.`} to="/" all="Go to the map" />;
}

function Page() {
  if (!me.value) return <p class="notice" role="status">Loading …</p>;
  if (me.value.mode === "internal" && !me.value.role) return <SignIn />;
  if (!meta.value) return <p class="notice" role="status">Reading the record…</p>;
  const View = VIEWS[view.value] ?? (route.value.path.length === 0 || view.value === "map" ? MapView : Nowhere);
  return <Shell><Suspense fallback={<p class="notice" role="status">Loading …</p>}><View /></Suspense></Shell>;
}

render(<Page />, document.getElementById("app")!);
start().catch((error: Error) => {
  document.getElementById("app")!.textContent = `The page could not be opened: ${error.message}. Load it again once the server runs.`;
});
