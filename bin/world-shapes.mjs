// Draws nswp_members/regions/data/world_shapes.json from Natural Earth; docs/map.md says how to run it.
// Not needed at run time. Usage: node world-shapes.mjs countries.csv world_shapes.json
import fs from "node:fs";
import { createRequire } from "node:module";
import { geoEqualEarthRaw } from "d3-geo";
import mapshaper from "mapshaper";
import { feature } from "topojson-client";

const KEPT = "7%"; // of the points
const WIDTH = 10000; // whole units: the same as one decimal on a map 1000 wide
const MIDDLE = 11; // degrees east; the map is cut at 169° west, between Alaska and Chukotka
const SMALL = 400; // square units, about 6,000 km²; a country whose largest part is smaller becomes a dot
const SPECK = 40; // square units; smaller islands of a larger country are left out

// Parts that Natural Earth draws inside another country: [from, west, south, east, north, to].
const PARTS = [
  ["FR", -55, 2, -51, 6, "GF"],
  ["FR", -62, 15.8, -61, 16.6, "GP"],
  ["FR", -61.3, 14.3, -60.8, 15, "MQ"],
  ["FR", 55, -21.5, 56, -20.8, "RE"],
  ["FR", 45, -13.1, 45.4, -12.6, "YT"],
  ["NL", -68.5, 12, -68.1, 12.4, "BQ"],
  ["NO", -10, 70.7, 35, 81, "SJ", 74],
  ["RU", 32, 44, 36.7, 46.3, "UA"], // Crimea, as in General Assembly resolution 68/262
];
// Islands of the Pacific that belong beside their neighbours, beyond the cut.
const EAST = ["AS", "CK", "KI", "NU", "PF", "TK", "TO", "WF", "WS"];
// Dots for what Natural Earth does not draw at this scale, in degrees east and north.
const POINTS = {
  CC: [96.83, -12.17], CX: [105.63, -10.49], GI: [-5.35, 36.14], GP: [-61.5, 16.2], MQ: [-61.02, 14.65],
  RE: [55.53, -21.12], YT: [45.16, -12.82], BQ: [-68.27, 12.18], KI: [173, 1.42], TK: [-171.8, -9.2], TV: [179.2, -8.52],
};
// No organisation is at home there, and showing them would shrink everything else: in no place on the map.
const UNPLACED = ["AQ", "BV", "GS", "HM", "PN", "TF", "UM"];

const require = createRequire(import.meta.url);
const atlas = JSON.parse(fs.readFileSync(require.resolve("world-atlas/countries-50m.json")));
const [countriesFile, target] = process.argv.slice(2);
const ours = fs.readFileSync(countriesFile, "utf8").trim().split("\n").slice(1).map((line) => line.split(",")[0]);
// Numeric to alpha-2 codes.
const alpha2 = new Map(require("i18n-iso-countries/codes.json").map(([two, , number]) => [number, two]));

function codeOf({ id, properties }) {
  return alpha2.get(id) ?? (properties.name === "Kosovo" ? "XK" : "");
}

function middleOf(ring) {
  const [xs, ys] = [0, 1].map((axis) => ring.map((point) => point[axis]));
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

function ownerOf(code, [x, y]) {
  const part = PARTS.find(([from, w, s, e, n]) => from === code && w <= x && x <= e && s <= y && y <= n);
  return part ? part[5] : code;
}

// A ring that runs across 180° goes on past it, instead of jumping to the other side.
function unwrapped(ring) {
  let shift = 0;
  return ring.map(([x, y], i) => {
    const step = i ? x - ring[i - 1][0] : 0;
    if (Math.abs(step) > 180) shift -= 360 * Math.sign(step);
    return [x + shift, y];
  });
}

// One feature for each polygon, all between the cut and the cut, so that nothing runs across the map's edge.
function polygons() {
  const found = [];
  for (const one of feature(atlas, atlas.objects.countries).features) {
    const { type, coordinates } = one.geometry;
    for (const polygon of type === "Polygon" ? [coordinates] : coordinates) {
      const whole = polygon.map(unwrapped);
      const [x, y] = middleOf(whole[0]);
      const code = ownerOf(codeOf(one), [x, y]);
      if (UNPLACED.includes(code) || one.properties.name === "Indian Ocean Ter.") continue;
      const turn = x < MIDDLE - 180 || (x < 0 && EAST.includes(code)) ? 360 : x > MIDDLE + 180 ? -360 : 0;
      const turned = whole.map((ring) => ring.map(([u, v]) => [u + turn, v]));
      found.push({ type: "Feature", properties: { code }, geometry: { type: "Polygon", coordinates: turned } });
    }
  }
  return { type: "FeatureCollection", features: found };
}

async function simplified() {
  const commands = `-i in.json -dissolve2 code -simplify ${KEPT} keep-shapes -clean -o out.json precision=0.0001`;
  const { "out.json": out } = await mapshaper.applyCommands(commands, { "in.json": JSON.stringify(polygons()) });
  return JSON.parse(out).features;
}

const raw = ([x, y]) => {
  const [px, py] = geoEqualEarthRaw(((x - MIDDLE) * Math.PI) / 180, (y * Math.PI) / 180);
  return [px, -py];
};

const boxOf = (points) => [
  Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y)),
  Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y)),
];
const areaOf = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + x * v - u * y;
}, 0)) / 2;

// A ring in whole units without repeated points and without points on a straight line.
function rounded(ring, place) {
  const points = [];
  for (const point of ring.slice(0, -1).map(place)) {
    const last = points.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points.filter(([x, y], i) => {
    const [a, b] = [points.at(i - 1), points[(i + 1) % points.length]];
    return (x - a[0]) * (b[1] - y) !== (y - a[1]) * (b[0] - x);
  });
}

function written(rings) {
  return rings.map((ring) => {
    const steps = ring.slice(1).flatMap(([x, y], i) => [x - ring[i][0], y - ring[i][1]]);
    return `M${ring[0][0]} ${ring[0][1]}l${steps.join(" ").replaceAll(" -", "-")}z`;
  }).join("");
}

const features = await simplified();
const rings = ({ geometry: { type, coordinates } }) => (type === "Polygon" ? [coordinates] : coordinates).flat();
const moved = Object.entries(POINTS).map(([code, [x, y]]) => [code, [x < MIDDLE - 180 ? x + 360 : x, y]]);
const everything = [...features.flatMap(rings).flat(), ...moved.map(([, point]) => point)].map(raw);
const [west, north, east, south] = boxOf(everything);
const scale = WIDTH / (east - west);
const place = (point) => {
  const [x, y] = raw(point);
  return [Math.round((x - west) * scale), Math.round((y - north) * scale)];
};

const shapes = {};
const dots = Object.fromEntries(moved.map(([code, point]) => [code, place(point)]));
let land = "";
for (const one of features) {
  const { code } = one.properties;
  const parts = rings(one).map((ring) => rounded(ring, place)).filter((ring) => ring.length > 2);
  parts.sort((a, b) => areaOf(b) - areaOf(a));
  const box = parts.length ? boxOf(parts[0]) : null;
  if (!code) {
    land += written(parts);
  } else if (!box || areaOf(parts[0]) < SMALL) {
    dots[code] ??= place(middleOf([...rings(one)].sort((a, b) => areaOf(b) - areaOf(a))[0]));
  } else {
    shapes[code] = { box, path: written(parts.filter((ring, i) => i === 0 || areaOf(ring) >= SPECK)) };
  }
}
const sorted = (values) => Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
const height = Math.round((south - north) * scale);
const text = JSON.stringify({ width: WIDTH, height, land, unplaced: UNPLACED, dots: sorted(dots), shapes: sorted(shapes) })
  .replaceAll("},", "},\n").replaceAll('],"', '],\n"').replaceAll(',\n"path"', ',"path"');
fs.writeFileSync(target, `${text}\n`);
const missing = ours.filter((code) => !shapes[code] && !dots[code] && !UNPLACED.includes(code));
const strays = [...Object.keys(shapes), ...Object.keys(dots)].filter((code) => !ours.includes(code));
console.log({ bytes: text.length, height, shapes: Object.keys(shapes).length, dots: Object.keys(dots).join(" "), missing, strays });
