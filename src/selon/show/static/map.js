// The map: our own files for land and regions, our own API for what is said of which place. It works without a network.

import { ask, tell } from "/static/page.js";

const MAX_ZOOM = 10;
const box = document.getElementById("map");
const words = box.dataset;
box.hidden = false;

const address = new URL(location.href);
const [latitude, longitude, zoom] = (address.searchParams.get("at") ?? "").split(",").map(Number);
const start = words.latitude ? [Number(words.latitude), Number(words.longitude)] : null;
const map = L.map(box, { minZoom: 1, maxZoom: MAX_ZOOM, worldCopyJump: false, zoomControl: false, fadeAnimation: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
map.attributionControl.setPrefix(false).addAttribution(words.borders);
const land = L.layerGroup().addTo(map);
const said = L.layerGroup().addTo(map);

/** The page of a place, with the map where it is now. */
function addressOf(place) {
  const to = new URL(location.href);
  to.searchParams.set("place", place.geonameid);
  to.searchParams.delete("skip");
  to.hash = "place";
  return to;
}

/** Make a drawn shape a link: for the mouse, for the keyboard, for a screen reader. */
function asLink(layer, label, open) {
  layer.bindTooltip(label, { sticky: true });
  layer.on("click", open);
  layer.on("add", () => {
    const shape = layer.getElement();
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("role", "link");
    shape.setAttribute("aria-label", label);
    shape.addEventListener("keydown", (event) => event.key === "Enter" && open());
  });
}

const telling = (place) => `${place.name}: ${place.mentions} ${words.mentions}`;
const isChosen = (place) => String(place.geonameid) === words.place;

function drawArea({ place, regions }, topology) {
  const wanted = new Set(regions);
  const shapes = topology.objects.regions.geometries.filter((shape) => wanted.has(shape.id));
  if (!shapes.length) return null;
  const kind = place.kind === "country" ? "country" : "region";
  const layer = L.geoJSON(onOneSide(topojson.merge(topology, shapes)), { className: `area ${kind}${isChosen(place) ? " chosen" : ""}` }).getLayers()[0];
  asLink(layer, `${telling(place)} (${words.area})`, () => location.assign(addressOf(place)));
  return layer.addTo(said);
}

function drawPoint(place) {
  const radius = 5 + 2.5 * Math.log10(place.mentions);
  const layer = L.circleMarker([place.latitude, place.longitude], { radius, className: `point${place.exact ? "" : " near"}${isChosen(place) ? " chosen" : ""}` });
  asLink(layer, place.exact ? telling(place) : `${telling(place)} (${words.near})`, () => location.assign(addressOf(place)));
  layer.addTo(said);
}

function drawCluster(cluster) {
  const size = 26 + 6 * Math.log10(cluster.places);
  const label = `${cluster.places} ${words.places}, ${cluster.mentions} ${words.mentions}`;
  const icon = L.divIcon({ className: "cluster", html: String(cluster.places), iconSize: [size, size] });
  const marker = L.marker([cluster.latitude, cluster.longitude], { icon, title: label, alt: label, keyboard: true });
  const bounds = L.latLngBounds([cluster.south, cluster.west], [cluster.north, cluster.east]);
  marker.on("click", () => map.fitBounds(bounds, { maxZoom: Math.min(map.getZoom() + 3, MAX_ZOOM), padding: [40, 40] }));
  marker.on("add", () => marker.getElement().setAttribute("aria-label", label));
  marker.addTo(said);
}

/** A ring that crosses the 180th meridian goes on beyond it, instead of back across the whole map. */
function unwrapped(ring) {
  let before = ring[0][0];
  return ring.map(([longitude, latitude]) => {
    while (longitude - before > 180) longitude -= 360;
    while (longitude - before < -180) longitude += 360;
    before = longitude;
    return [longitude, latitude];
  });
}

function onOneSide(geometry) {
  if (geometry.type === "Polygon") return { ...geometry, coordinates: geometry.coordinates.map(unwrapped) };
  if (geometry.type === "MultiPolygon") return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unwrapped)) };
  return geometry;
}

let asked = 0;
let fitted = Boolean(start || zoom);
let topology;

/** Draw what is said in the part of the world that is in view. */
async function draw() {
  const mine = ++asked;
  const view = map.getBounds();
  const limits = { south: Math.max(view.getSouth(), -90), west: Math.max(view.getWest(), -180), north: Math.min(view.getNorth(), 90), east: Math.min(view.getEast(), 180) };
  const query = new URLSearchParams({ zoom: map.getZoom(), since: words.since, until: words.until, ...limits });
  const found = await ask(`/api/places?${query}`);
  if (mine !== asked) return;
  said.clearLayers();
  const areas = found.areas.filter(({ place }) => place.kind === "country").concat(found.areas.filter(({ place }) => place.kind !== "country"));
  for (const area of areas) drawArea(area, topology);
  for (const cluster of found.clusters) drawCluster(cluster);
  for (const point of found.points) drawPoint(point);
  if (found.left_out) tell(`${found.left_out} ${words.leftOut}`);
  if (!fitted) fit(found);
}

/** At first: where something is said, not the whole world. */
function fit(found) {
  fitted = true;
  const places = [...found.points, ...found.clusters].map((place) => [place.latitude, place.longitude]);
  // Countries are large: they decide only where nothing is known more exactly.
  const areas = places.length ? [] : said.getLayers().filter((layer) => layer.getBounds);
  const bounds = areas.reduce((all, layer) => all.extend(layer.getBounds()), L.latLngBounds(places));
  if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 6, padding: [20, 20] });
}

function remember() {
  const { lat, lng } = map.getCenter();
  address.searchParams.set("at", `${lat.toFixed(2)},${lng.toFixed(2)},${map.getZoom()}`);
  history.replaceState(null, "", address);
  draw().catch((error) => tell(error.message, { failed: true }));
}

try {
  const [countries, regions] = await Promise.all([ask("/static/vendor/map/countries.json"), ask("/static/vendor/map/regions.json")]);
  topology = regions;
  const shapes = topojson.feature(countries, countries.objects.countries).features.map((shape) => ({ ...shape, geometry: onOneSide(shape.geometry) }));
  L.geoJSON(shapes, { className: "land", interactive: false }).addTo(land);
  map.setView(start ?? [latitude || 30, longitude || 15], start ? 6 : zoom || 2);
  map.on("moveend", remember);
  await draw();
} catch (error) {
  tell(error.message, { failed: true });
}
