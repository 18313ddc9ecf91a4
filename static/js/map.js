// Maps, only on request: this comes when one is opened (maps.js), and Leaflet with the first.
//   <details data-map data-outline=URL [data-points=URL] [data-lat data-lon]>: the outline of a commune, points on it, one point.
//   <div data-pick data-outline=URL data-label data-here>: a button that opens a map; a tap puts the point into the form's lat and
//   lon inputs, which stay for those who type.
// Where Leaflet lies, the basemap and the words: the data of what {% map_script %} leaves in the page.
// `points` answers GeoJSON for ?bbox=west,south,east,north&zoom=n; properties: title, url; or count for a cluster.
const said = document.querySelector("[data-map-script]").dataset;
const make = (name, props = {}) => Object.assign(document.createElement(name), props);
const json = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

let coming;
const leaflet = () =>
  (coming ??= new Promise((done, fail) => {
    document.head.append(make("link", { rel: "stylesheet", href: said.leafletCss }));
    document.head.append(make("script", { src: said.leaflet, onload: () => done(window.L), onerror: fail }));
  }));

async function open(place, { outline, points, lat, lon }) {
  const note = make("p", { className: "muted", textContent: said.loading });
  note.setAttribute("role", "status");
  place.append(note);
  try {
    const [L, shape] = await Promise.all([leaflet(), outline ? json(outline).catch(() => null) : null]);
    const canvas = make("div", { className: "map-canvas", dir: "ltr" });
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", place.dataset.label ?? place.querySelector("summary")?.textContent.trim());
    note.before(canvas); // what is said comes below: words above would move the map under the finger
    const map = L.map(canvas, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, minZoom: 4, maxZoom: 19, zoomSnap: said.tiles ? 1 : 0.25 });
    const [start, end] = document.dir === "rtl" ? ["right", "left"] : ["left", "right"];
    L.control.attribution({ prefix: false, position: `bottom${end}` }).addAttribution(said.credit).addTo(map);
    L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut, position: `top${start}` }).addTo(map);
    if (said.tiles) L.tileLayer(said.tiles, { attribution: said.tilesCredit, maxZoom: 19 }).addTo(map);
    const border = { color: colour("clay"), weight: 2, fillColor: colour("clay"), fillOpacity: said.tiles ? 0.04 : 0.1 };
    const drawn = shape && L.geoJSON(shape, { style: border, interactive: false }).addTo(map);
    if (drawn) map.fitBounds(drawn.getBounds(), { padding: [8, 8] });
    else map.setView([31.8, -7.1], 6);
    if (lat) {
      L.circleMarker([lat, lon], { radius: 9, color: colour("act"), fillOpacity: 0.6 }).addTo(map);
      map.setView([lat, lon], 15);
    }
    if (points) follow(L, map, points);
    note.textContent = "";
    return { L, map, note };
  } catch {
    coming = undefined;
    note.textContent = said.failed;
    return null;
  }
}

// The points in view, fetched again when the view has moved; a cluster is pressed to come nearer.
function follow(L, map, url) {
  const layer = L.layerGroup().addTo(map);
  let asked = 0;
  const draw = ({ geometry: { coordinates: [lon, lat] }, properties: { count, title, url: page } }) => {
    const many = count > 1;
    const mark = L.circleMarker([lat, lon], {
      radius: many ? Math.min(13 + Math.log2(count) * 1.5, 26) : 11, // 24 pixels across at least: a finger finds it
      color: colour("act"), weight: 2, fillColor: many ? colour("paper") : colour("act"), fillOpacity: many ? 0.9 : 0.6,
    });
    if (many) {
      mark.bindTooltip(String(count), { permanent: true, direction: "center", className: "map-count" });
      mark.on("click", () => map.setView([lat, lon], Math.floor(map.getZoom()) + 2));
    } else {
      // Opened on the map, not on the mark: it moves the map into view, and the marks are drawn anew then.
      const link = make("a", { href: page, dir: "auto", textContent: title }); // text, never markup
      mark.on("click", () => L.popup({ closeButton: false }).setLatLng([lat, lon]).setContent(link).openOn(map));
    }
    mark.addTo(layer);
  };
  const refresh = async () => {
    const turn = ++asked;
    // The map's zoom may be a fraction and its view go round the world; the address knows whole zooms and one world.
    const view = map.getBounds();
    const box = [
      Math.max(view.getWest(), -180), Math.max(view.getSouth(), -90), Math.min(view.getEast(), 180), Math.min(view.getNorth(), 90),
    ].map((degrees) => degrees.toFixed(5));
    const answer = await json(`${url}?bbox=${box}&zoom=${Math.floor(map.getZoom())}`).catch(() => null);
    if (!answer || turn !== asked) return;
    layer.clearLayers();
    answer.features.forEach(draw);
  };
  map.on("moveend", refresh);
  refresh();
}

for (const place of document.querySelectorAll("[data-map]")) {
  let opened = false;
  const show = async () => {
    if (opened || !place.open) return;
    opened = true;
    opened = Boolean(await open(place, place.dataset));
  };
  place.addEventListener("toggle", show);
  show();
}

for (const place of document.querySelectorAll("[data-pick]")) {
  const form = place.closest("form");
  const inputs = ["lat", "lon"].map((name) => form.elements.namedItem(name));
  const row = place.appendChild(make("p", { className: "row" }));
  const button = (text) => row.appendChild(make("button", { type: "button", className: "button quiet", textContent: text }));
  let shown, mark;
  const put = (lat, lon) => {
    [lat, lon].forEach((value, index) => {
      inputs[index].value = value.toFixed(5);
      inputs[index].dispatchEvent(new Event("input", { bubbles: true }));
    });
    if (!shown) return;
    mark ??= shown.L.circleMarker([lat, lon], { radius: 9, color: colour("act"), fillOpacity: 0.6 }).addTo(shown.map);
    mark.setLatLng([lat, lon]);
    shown.note.textContent = said.placed;
  };
  const choose = button(place.dataset.label);
  choose.addEventListener("click", async () => {
    choose.disabled = true;
    shown = await open(place, place.dataset);
    choose.disabled = false;
    if (!shown) return;
    choose.hidden = true;
    shown.map.on("click", ({ latlng }) => put(latlng.lat, latlng.lng));
    const [lat, lon] = inputs.map((input) => Number.parseFloat(input.value));
    if (Number.isFinite(lat + lon)) put(lat, lon);
  });
  if (navigator.geolocation && place.dataset.here) {
    const here = button(place.dataset.here);
    const words = row.appendChild(make("span", { className: "muted" }));
    words.setAttribute("role", "status");
    here.addEventListener("click", () => {
      words.textContent = "…";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          put(coords.latitude, coords.longitude);
          shown?.map.setView([coords.latitude, coords.longitude], 16);
          words.textContent = said.found;
        },
        () => (words.textContent = said.denied),
        { enableHighAccuracy: true, timeout: 20_000 },
      );
    });
  }
}
