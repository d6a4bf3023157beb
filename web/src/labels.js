// Names on the map, drawn by the browser: glyphs for the canvas would have to come from a server. Where two would lie
// over each other the one that matters less is left out.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";

const AIR = 3;

export class Labels {
  constructor(map) {
    this.map = map;
    this.all = [];
    map.on("moveend", () => this.place());
  }

  // `fits(map)` says whether there is room for it at all; those put first win.
  put(words, at, className, { below = true, fits = () => true, onClick } = {}) {
    const element = document.createElement(onClick ? "button" : "span");
    element.className = className;
    element.textContent = words;
    if (onClick) element.addEventListener("click", onClick);
    const marker = new maplibregl.Marker({ element, anchor: below ? "top" : "center", offset: [0, below ? 7 : 0] });
    marker.setLngLat(at).addTo(this.map);
    const label = { element, at, below, fits, size: [element.offsetWidth, element.offsetHeight], shown: true };
    this.all.push(label);
    return label;
  }

  place() {
    const taken = [];
    const bounds = this.map.getBounds();
    for (const label of this.all) {
      const [width, height] = label.size;
      const { x, y } = this.map.project(label.at);
      const top = label.below ? y + 7 : y - height / 2;
      const own = [x - width / 2 - AIR, top - AIR, x + width / 2 + AIR, top + height + AIR];
      const free = !taken.some((t) => own[0] < t[2] && t[0] < own[2] && own[1] < t[3] && t[1] < own[3]);
      const seen = label.shown && bounds.contains(label.at) && label.fits(this.map) && free;
      label.element.hidden = !seen;
      if (seen) taken.push(own);
    }
  }
}
