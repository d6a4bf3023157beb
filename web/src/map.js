// The map: countries from Natural Earth, claimed events as dots and areas. It asks nobody but this server.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";
import worldUrl from "world-atlas/countries-50m.json?url";
import { feature } from "topojson-client";
import "./map.css";

maplibregl.setWorkerUrl(workerUrl);

// Kilometres that a place may be off, by UCDP's where_prec: what the circle of an area shows.
const WIDE = { 1: 0, 2: 25, 3: 40, 4: 90, 5: 200, 6: 300, 7: 300 };
const element = document.getElementById("map");

function colours() {
  const style = getComputedStyle(document.documentElement);
  const probe = document.body.appendChild(document.createElement("i"));
  const of = (name) => {
    probe.style.color = style.getPropertyValue(name) ? `var(${name})` : "#888";
    return getComputedStyle(probe).color;
  };
  const found = {
    land: of("--card"), line: of("--line"), dot: of("--assert"), contested: of("--deny"), sea: of("--sea"),
  };
  probe.remove();
  return found;
}

const at = (spot) => ({ type: "Point", coordinates: [spot.lon, spot.lat] });
const areaOf = (spot) => WIDE[spot.precision ?? (spot.level === "country" ? 6 : 1)] ?? 0;

function circle(spot, km, parts = 48) {
  const ring = [];
  for (let i = 0; i <= parts; i += 1) {
    const turn = (i / parts) * 2 * Math.PI;
    const lat = spot.lat + (km / 111) * Math.sin(turn);
    ring.push([spot.lon + ((km / 111) * Math.cos(turn)) / Math.max(0.1, Math.cos((spot.lat * Math.PI) / 180)), lat]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

function features(spots) {
  return spots.map((spot) => ({
    type: "Feature",
    geometry: areaOf(spot) ? circle(spot, areaOf(spot)) : at(spot),
    properties: { place: spot.place, events: spot.events, contested: spot.contested > 0 },
  }));
}

async function draw() {
  const [page, world] = await Promise.all(
    [element.dataset.source, worldUrl].map((address) => fetch(address).then((answer) => answer.json())),
  );
  const paint = colours();
  const spots = page.spots;
  const map = new maplibregl.Map({
    container: element,
    style: {
      version: 8,
      sources: {
        world: { type: "geojson", data: feature(world, world.objects.countries), attribution: "Natural Earth" },
        events: { type: "geojson", data: { type: "FeatureCollection", features: features(spots) } },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": paint.sea } },
        { id: "land", type: "fill", source: "world", paint: { "fill-color": paint.land } },
        { id: "borders", type: "line", source: "world", paint: { "line-color": paint.line } },
        {
          id: "areas", type: "fill", source: "events", filter: ["==", ["geometry-type"], "Polygon"],
          paint: { "fill-color": paint.dot, "fill-opacity": 0.14 },
        },
        {
          id: "edges", type: "line", source: "events",
          filter: ["all", ["==", ["geometry-type"], "Polygon"], ["!", ["get", "contested"]]],
          paint: { "line-color": paint.dot, "line-width": 1.5 },
        },
        {
          id: "contested-edges", type: "line", source: "events",
          filter: ["all", ["==", ["geometry-type"], "Polygon"], ["get", "contested"]],
          paint: { "line-color": paint.contested, "line-width": 2, "line-dasharray": [2, 2] },
        },
        {
          id: "dots", type: "circle", source: "events", filter: ["==", ["geometry-type"], "Point"],
          paint: {
            "circle-color": paint.dot, "circle-opacity": 0.75,
            "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 4, 12, 18],
            "circle-stroke-width": ["case", ["get", "contested"], 3, 1],
            "circle-stroke-color": ["case", ["get", "contested"], paint.contested, paint.land],
          },
        },
      ],
    },
    center: [35, 35], zoom: 2, maxZoom: 10, attributionControl: { compact: true },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  if (spots.length) {
    const bounds = new maplibregl.LngLatBounds();
    for (const spot of spots.filter((s) => s.level !== "region").slice(0, 200)) bounds.extend([spot.lon, spot.lat]);
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 60, maxZoom: 5, animate: false });
  }
  for (const layer of ["dots", "areas"]) {
    map.on("click", layer, (event) => choose(event.features[0].properties.place));
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  name(map, spots, world);
  slide(map, spots);
  map.on("idle", () => (element.dataset.drawn = "true"));
}

// Names are drawn by the browser: glyphs for the canvas would have to come from a server.
function name(map, spots, world) {
  const put = (words, at, className) => {
    const label = document.createElement("span");
    label.className = className;
    label.textContent = words;
    new maplibregl.Marker({ element: label, anchor: "top", offset: [0, 6] }).setLngLat(at).addTo(map);
  };
  for (const spot of spots.filter((s) => !areaOf(s)).slice(0, 25)) put(spot.name, [spot.lon, spot.lat], "map-name");
  const bounds = map.getBounds();
  for (const country of feature(world, world.objects.countries).features) {
    const at = middle(country.geometry);
    if (bounds.contains(at)) put(country.properties.name, at, "map-country");
  }
}

// The middle of the box around the largest ring: where a country's name stands.
function middle(geometry) {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((part) => part[0]);
  const largest = rings.reduce((a, b) => (b.length > a.length ? b : a));
  const [xs, ys] = [0, 1].map((axis) => largest.map((point) => point[axis]));
  return [xs, ys].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
}

function slide(map, spots) {
  const days = [...new Set(spots.flatMap((spot) => Object.keys(spot.days)))].sort();
  const box = document.querySelector(".slider");
  if (days.length < 2) return;
  const [input, output] = [box.querySelector("input"), box.querySelector("output")];
  box.hidden = false;
  input.max = input.value = days.length - 1;
  const show = () => {
    const until = days[input.value];
    output.textContent = until;
    const shown = spots
      .map((spot) => {
        const begun = Object.entries(spot.days).filter(([day]) => day <= until);
        return { ...spot, events: begun.reduce((sum, [, events]) => sum + events, 0) };
      })
      .filter((spot) => spot.events);
    map.getSource("events").setData({ type: "FeatureCollection", features: features(shown) });
  };
  input.addEventListener("input", show);
  output.textContent = days.at(-1);
}

function choose(place) {
  for (const row of document.querySelectorAll("[data-place]")) row.classList.toggle("lit", row.dataset.place === place);
  document.querySelector(`[data-place="${CSS.escape(place)}"]`)?.scrollIntoView({ block: "center" });
  history.replaceState(null, "", `#${encodeURIComponent(place)}`);
}

draw().catch((error) => (element.textContent = `The map cannot be drawn here: ${error.message}`));
if (location.hash.length > 1) choose(decodeURIComponent(location.hash.slice(1)));
