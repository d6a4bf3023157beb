// The map: countries from Natural Earth, claimed events as dots and areas, control claims as squares. It asks nobody
// but this server.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Labels } from "./labels.js";
import { countries } from "./world.js";
import "./map.css";

maplibregl.setWorkerUrl(workerUrl);

// Kilometres that a place may be off, by UCDP's where_prec: what the circle of an area shows.
const WIDE = { 1: 0, 2: 25, 3: 40, 4: 90, 5: 200, 6: 300, 7: 300 };
const NAMED = 60;
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
    held: of("--demand"),
  };
  probe.remove();
  return found;
}

const point = (spot) => ({ type: "Point", coordinates: [spot.lon, spot.lat] });
const width = (spot) => WIDE[spot.precision ?? (spot.level === "country" ? 6 : 1)] ?? 0;

function circle(spot, km, parts = 48) {
  const ring = [];
  for (let i = 0; i <= parts; i += 1) {
    const turn = (i / parts) * 2 * Math.PI;
    const lat = spot.lat + (km / 111) * Math.sin(turn);
    ring.push([spot.lon + ((km / 111) * Math.cos(turn)) / Math.max(0.1, Math.cos((spot.lat * Math.PI) / 180)), lat]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

const collection = (features) => ({ type: "FeatureCollection", features });

function events(spots, outlines) {
  const shape = (spot) => outlines.get(spot.area) ?? (width(spot) ? circle(spot, width(spot)) : point(spot));
  return collection(spots.map((spot) => {
    const geometry = shape(spot);
    const kind = geometry.type === "Point" ? "dot" : "area";
    return {
      type: "Feature", geometry, properties: { place: spot.place, events: spot.events, contested: spot.contested > 0, kind },
    };
  }));
}

const holdings = (held) => collection(held.filter((h) => h.lat !== null).map((h) => ({
  type: "Feature", geometry: point(h), properties: { place: h.place, contested: h.contested },
})));

// A square, drawn here: filled where one side is said to hold the place, hollow where that is contested.
function square(colour, hollow) {
  const canvas = new OffscreenCanvas(28, 28);
  const pen = canvas.getContext("2d");
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineWidth = 5;
  if (hollow) {
    pen.setLineDash([6, 4]);
    pen.strokeRect(4, 4, 20, 20);
  } else pen.fillRect(3, 3, 22, 22);
  return pen.getImageData(0, 0, 28, 28);
}

function layers(paint) {
  const area = ["==", ["get", "kind"], "area"];
  const contested = ["get", "contested"];
  return [
    { id: "sea", type: "background", paint: { "background-color": paint.sea } },
    { id: "land", type: "fill", source: "world", paint: { "fill-color": paint.land } },
    { id: "borders", type: "line", source: "world", paint: { "line-color": paint.line } },
    { id: "areas", type: "fill", source: "events", filter: area, paint: { "fill-color": paint.dot, "fill-opacity": 0.09 } },
    {
      id: "edges", type: "line", source: "events", filter: ["all", area, ["!", contested]],
      paint: { "line-color": paint.dot, "line-width": 1.2 },
    },
    {
      id: "contested-edges", type: "line", source: "events", filter: ["all", area, contested],
      paint: { "line-color": paint.contested, "line-width": 2, "line-dasharray": [2, 2] },
    },
    {
      id: "dots", type: "circle", source: "events", filter: ["==", ["get", "kind"], "dot"],
      paint: {
        "circle-color": paint.dot, "circle-opacity": 0.75,
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 4, 12, 18],
        "circle-stroke-width": ["case", contested, 3, 1],
        "circle-stroke-color": ["case", contested, paint.contested, paint.land],
      },
    },
    {
      id: "held", type: "symbol", source: "held",
      layout: {
        "icon-image": ["case", contested, "square-contested", "square"], "icon-size": 0.5, "icon-allow-overlap": true,
        "icon-offset": [22, -22],
      },
    },
    {
      id: "chosen", type: "circle", source: "chosen",
      paint: { "circle-radius": 16, "circle-opacity": 0, "circle-stroke-width": 3, "circle-stroke-color": paint.held },
    },
  ];
}

// The box around where most events are: a single event on another continent does not make all others small.
function middle(spots) {
  const total = spots.reduce((sum, spot) => sum + spot.events, 0);
  const within = (axis) => {
    const sorted = [...spots].sort((a, b) => a[axis] - b[axis]);
    let seen = 0;
    const kept = sorted.filter((spot) => {
      const share = (seen + spot.events / 2) / total;
      seen += spot.events;
      return share >= 0.08 && share <= 0.92;
    });
    return (kept.length ? kept : sorted).map((spot) => spot[axis]);
  };
  const [lons, lats] = [within("lon"), within("lat")];
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

async function draw() {
  const [page, world] = await Promise.all([
    fetch(element.dataset.source).then((answer) => answer.json()), countries(),
  ]);
  const paint = colours();
  const outlines = new Map(world.filter((c) => c.properties.number).map((c) => [c.properties.number, c.geometry]));
  const map = new maplibregl.Map({
    container: element,
    style: {
      version: 8,
      sources: {
        world: { type: "geojson", data: collection(world), attribution: "Natural Earth" },
        events: { type: "geojson", data: events(page.spots, outlines) },
        held: { type: "geojson", data: holdings(page.held) },
        chosen: { type: "geojson", data: collection([]) },
      },
      layers: layers(paint),
    },
    center: [35, 35], zoom: 2, maxZoom: 10, attributionControl: { compact: true },
  });
  map.addImage("square", square(paint.held, false));
  map.addImage("square-contested", square(paint.contested, true));
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  const narrow = page.spots.filter((s) => !["region", "country"].includes(s.level));
  const shown = [...(narrow.length ? narrow : page.spots), ...page.held.filter((h) => h.lat !== null).map((h) => ({ ...h, events: 1 }))];
  if (shown.length) map.fitBounds(middle(shown), { padding: 70, maxZoom: 6, animate: false });
  const choose = chooser(map, page);
  for (const layer of ["areas", "dots", "held"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", (event) => {
    // What is drawn last lies on top.
    const [top] = map.queryRenderedFeatures(event.point, { layers: ["areas", "dots", "held"] });
    if (top) location.hash = encodeURIComponent(top.properties.place);
  });
  const names = name(map, page, world);
  slide(map, page, outlines, names);
  window.addEventListener("hashchange", choose);
  map.on("load", choose);
  map.on("idle", () => {
    names.labels.place();
    element.dataset.drawn = "true";
  });
}

function name(map, page, world) {
  const labels = new Labels(map);
  const held = page.held.filter((h) => h.lat !== null).slice(0, NAMED);
  const of = new Map(held.map((h) => {
    const sides = h.sides.map((s) => s.holder.map((a) => a.name).join(", ") + (s.contested ? "?" : ""));
    const told = sides.length > 2 ? `${sides.slice(0, 2).join(" / ")} …` : sides.join(" / ");
    return [h, labels.put(`${h.name}: ${told}`, [h.lon, h.lat], h.contested ? "map-name contested" : "map-name")];
  }));
  const spots = page.spots.filter((s) => !width(s)).slice(0, NAMED);
  for (const spot of spots) of.set(spot, labels.put(spot.name, [spot.lon, spot.lat], "map-name"));
  for (const { properties, box } of [...world].sort((a, b) => span(b.box) - span(a.box))) {
    const fits = (map) => {
      const [west, east] = [map.project([box[0], box[1]]).x, map.project([box[2], box[1]]).x];
      return east - west > 8 * properties.name.length;
    };
    labels.put(properties.name, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], "map-country", { below: false, fits });
  }
  return { labels, of };
}

const span = (box) => (box[2] - box[0]) * (box[3] - box[1]);

function slide(map, page, outlines, { labels, of }) {
  const days = [...new Set([
    ...page.spots.flatMap((spot) => Object.keys(spot.days)), ...page.held.map((h) => h.since).filter(Boolean),
  ])].sort();
  const box = document.querySelector(".slider");
  if (days.length < 2) return;
  const [input, output] = [box.querySelector("input"), box.querySelector("output")];
  box.hidden = false;
  input.max = days.length - 1;
  input.value = days.length - 1;
  output.textContent = days.at(-1);
  input.addEventListener("input", () => {
    const until = days[input.value];
    output.textContent = until;
    const spots = page.spots
      .map((spot) => {
        const begun = Object.entries(spot.days).filter(([day]) => day <= until);
        return { ...spot, events: begun.reduce((sum, [, events]) => sum + events, 0) };
      })
      .filter((spot) => spot.events);
    const held = page.held.filter((h) => !h.since || h.since <= until);
    map.getSource("events").setData(events(spots, outlines));
    map.getSource("held").setData(holdings(held));
    const places = new Set([...spots, ...held].map((shown) => shown.place));
    for (const [shown, label] of of) label.shown = places.has(shown.place);
    labels.place();
    for (const row of document.querySelectorAll("tr[data-place]")) row.hidden = row.dataset.since > until;
  });
}

// Marks the place in the address on the map and in the list.
function chooser(map, page) {
  return () => {
    const place = decodeURIComponent(location.hash.slice(1));
    for (const row of document.querySelectorAll("[data-place]")) row.classList.toggle("lit", row.dataset.place === place);
    document.querySelector(`[data-place="${CSS.escape(place)}"]`)?.scrollIntoView({ block: "nearest" });
    const found = [...page.spots, ...page.held].find((spot) => spot.place === place && spot.lat !== null);
    map.getSource("chosen").setData(collection(found ? [{ type: "Feature", geometry: point(found), properties: {} }] : []));
    if (!found) return;
    const at = [found.lon, found.lat];
    if (!map.getBounds().contains(at) || map.getZoom() < 4) map.jumpTo({ center: at, zoom: Math.max(4, map.getZoom()) });
  };
}

draw().catch((error) => (element.textContent = `The map cannot be drawn here: ${error.message}`));
