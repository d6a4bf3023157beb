// The countries of the world as flat shapes: the file has them as they lie on a globe.
import worldUrl from "world-atlas/countries-50m.json?url";
import { feature } from "topojson-client";

// A ring that crosses the 180th meridian goes on beyond it; one around a pole is closed over the pole.
function flat(ring) {
  const out = [];
  let turn = 0;
  ring.forEach(([lon, lat], i) => {
    if (i && lon - ring[i - 1][0] > 180) turn -= 360;
    if (i && ring[i - 1][0] - lon > 180) turn += 360;
    out.push([lon + turn, lat]);
  });
  const [first, last] = [out[0], out.at(-1)];
  if (Math.abs(last[0] - first[0]) > 180) {
    const pole = first[1] < 0 ? -85 : 85;
    out.push([last[0], pole], [first[0], pole], first);
  }
  return out;
}

const parts = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

export async function countries() {
  const world = await fetch(worldUrl).then((answer) => answer.json());
  return feature(world, world.objects.countries).features.map((country) => {
    const shapes = parts(country.geometry).map((rings) => rings.map(flat));
    return {
      type: "Feature",
      geometry: { type: "MultiPolygon", coordinates: shapes },
      properties: { number: Number(country.id), name: country.properties.name },
      box: box(shapes.map((rings) => rings[0]).reduce((a, b) => (area(b) > area(a) ? b : a))),
    };
  });
}

// West, south, east and north of a ring.
function box(ring) {
  const [xs, ys] = [0, 1].map((axis) => ring.map((point) => point[axis]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function area(ring) {
  const [west, south, east, north] = box(ring);
  return (east - west) * (north - south);
}
