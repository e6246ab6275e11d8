// Where boxes and lines stand with groups folded for which no layout was made. Layers, and the order within each, stay those of
// the whole map: a folded group takes the place of the member nearest to its middle, and what is left moves as little as keeps
// boxes, lines and captions apart. Lines keep the bends by which they run around boxes of other layers.

const CMAP_MARGIN = 10;
const CMAP_LANE = 4; // padding of a lane
const CMAP_CAPTION = 17;
const CMAP_APART = { box: 6, line: 5.5 };

// → { places: box id → place, lanes, size, routes: key of the line → points }
function cmapRefold({ boxes, between, whole, groupBoxes, byId, folded }) {
  const places = new Map([...boxes.values()].map((box) => [box.id, cmapPlace(box, groupBoxes)]));
  const lines = [...between].map(([key, parts]) => cmapBent(key, parts, places, byId));
  const layers = cmapLayers(boxes, places, lines, whole.lanes);
  const width = cmapWiden([...layers.values()], whole.size[0]);
  const bottoms = [...layers.values()].map((layer) => cmapSettle(layer.items, whole.size[1]));
  const lanes = whole.lanes.filter((lane) => !folded.has(lane.group)).map((lane) => cmapLaneAround(lane, places));
  cmapFan(lines, places);
  return { places, lanes, size: [width, Math.max(whole.size[1], ...bottoms)], routes: new Map(lines.map((line) => [line.key, cmapRouted(line, places, layers)])) };
}

function cmapPlace({ group, members }, groupBoxes) {
  const middle = (axis) => members.reduce((sum, node) => sum + node[axis], 0) / members.length;
  const [x, y] = [middle("x"), middle("y")];
  const away = (node) => Math.hypot(node.x - x, node.y - y);
  const near = members.reduce((best, node) => (away(node) < away(best) ? node : best));
  const column = { x: near.x, y: near.y, layer: near.layer, column: near.x, was: near.width };
  return group ? { ...column, ...groupBoxes[group] } : { ...column, width: near.width, height: near.height, lines: near.lines };
}

// A line with a bend in every layer that it passes, taken over from one of the dependencies that it stands for.
function cmapBent(key, parts, places, byId) {
  const [from, to] = JSON.parse(key);
  const [first, last] = [places.get(from).layer, places.get(to).layer];
  const bends = new Map();
  for (const part of parts) {
    const [start, end] = [byId.get(part.from).layer, byId.get(part.to).layer];
    const points = start > end ? part.route : [...part.route].reverse();
    for (let at = 2; at + 2 < points.length; at += 2) {
      const layer = Math.max(start, end) - at / 2;
      const passed = layer < Math.max(first, last) && layer > Math.min(first, last);
      if (passed && !bends.has(layer)) bends.set(layer, { y: points[at][1], height: 0 });
    }
  }
  return { key, from, to, bends };
}

// The boxes and bends of every layer from top to bottom, with the lane that each box is in.
function cmapLayers(boxes, places, lines, lanes) {
  const laneOf = new Map(lanes.flatMap((lane) => lane.members.map((id) => [id, lane])));
  const layers = new Map();
  const layer = (at) => layers.get(at) ?? layers.set(at, { items: [] }).get(at);
  for (const { id, group } of boxes.values()) {
    const place = places.get(id);
    place.lane = group ? null : (laneOf.get(id) ?? null);
    layer(place.layer).items.push(place);
  }
  for (const { bends } of lines) for (const [at, bend] of bends) layer(at).items.push(bend);
  for (const { items } of layers.values()) items.sort((one, other) => one.y - other.y);
  return layers;
}

// Columns as wide as their widest box; what stands further right moves on. Gives the width of the map.
function cmapWiden(layers, whole) {
  const columns = new Map();
  for (const { items } of layers) {
    for (const place of items) {
      if (place.column === undefined) continue;
      const known = columns.get(place.column) ?? { was: place.was, width: place.was };
      columns.set(place.column, { ...known, width: Math.max(known.width, place.width) });
    }
  }
  let moved = 0;
  for (const [, column] of [...columns].sort(([one], [other]) => one - other)) {
    const more = column.width - column.was;
    Object.assign(column, { shift: moved + more / 2 });
    moved += more;
  }
  for (const layer of layers) {
    const found = layer.items.filter((place) => place.column !== undefined);
    for (const place of found) {
      const { width, shift } = columns.get(place.column);
      Object.assign(place, { x: place.column + shift, width });
    }
    layer.left = Math.min(...found.map((place) => place.x - place.width / 2)) - CMAP_LANE;
    layer.right = Math.max(...found.map((place) => place.x + place.width / 2)) + CMAP_LANE;
  }
  return whole + moved;
}

// Moves the items of a layer apart, down first, and up again where that leaves the map. Gives how far down they reach.
function cmapSettle(items, height) {
  const head = (item) => item.height / 2 + (item.lane ? CMAP_CAPTION + CMAP_LANE : 0);
  const foot = (item) => item.height / 2 + (item.lane ? CMAP_LANE : 0);
  const apart = (one, other) => {
    if (!one.height || !other.height) return (one.height + other.height) / 2 + (one.lane || other.lane ? CMAP_LANE : 0) + CMAP_APART.line + (other.lane ? CMAP_CAPTION : 0);
    if (one.lane !== other.lane) return foot(one) + head(other) + CMAP_APART.box;
    return one.column === other.column || !one.lane ? (one.height + other.height) / 2 + CMAP_APART.box : 1;
  };
  items.forEach((item, at) => {
    item.y = Math.max(item.y, CMAP_MARGIN + head(item), ...items.slice(0, at).map((one) => one.y + apart(one, item)));
  });
  const least = items.map((item) => item.y);
  [...items].reverse().forEach((item, at) => {
    item.y = Math.min(item.y, height - CMAP_MARGIN - foot(item), ...items.slice(items.length - at).map((one) => one.y - apart(item, one)));
  });
  if (items.some((item) => item.y - head(item) < CMAP_MARGIN - 0.01)) items.forEach((item, at) => (item.y = least[at])); // the map grows
  return Math.max(0, ...items.map((item) => item.y + foot(item) + CMAP_MARGIN));
}

function cmapLaneAround(lane, places) {
  const inside = lane.members.map((id) => places.get(id));
  const [left, right] = [Math.min(...inside.map((one) => one.x - one.width / 2)), Math.max(...inside.map((one) => one.x + one.width / 2))];
  const [top, bottom] = [Math.min(...inside.map((one) => one.y - one.height / 2)) - CMAP_CAPTION, Math.max(...inside.map((one) => one.y + one.height / 2)) + CMAP_LANE];
  return { ...lane, left: left - CMAP_LANE, top, width: right - left + 2 * CMAP_LANE, height: bottom - top };
}

// Where lines touch their boxes: the ends at one side fan out in the order of what they lead to.
function cmapFan(lines, places) {
  const sides = new Map();
  for (const line of lines) {
    const forward = places.get(line.from).layer > places.get(line.to).layer;
    for (const [end, other] of [["from", "to"], ["to", "from"]]) {
      const key = JSON.stringify([line[end], (end === "from") === forward]);
      const beside = [...line.bends].sort(([one], [another]) => Math.abs(one - places.get(line[end]).layer) - Math.abs(another - places.get(line[end]).layer))[0];
      sides.set(key, [...(sides.get(key) ?? []), { line, end, y: (beside?.[1] ?? places.get(line[other])).y }]);
    }
  }
  for (const ends of sides.values()) {
    const step = Math.min(4, 20 / Math.max(1, ends.length - 1));
    ends.sort((one, other) => one.y - other.y);
    ends.forEach(({ line, end }, at) => (line[`${end}Port`] = places.get(line[end]).y + (at - (ends.length - 1) / 2) * step));
  }
}

function cmapRouted({ from, to, bends, fromPort, toPort }, places, layers) {
  const [one, other] = [places.get(from), places.get(to)];
  const sign = one.layer > other.layer ? 1 : -1;
  const edge = (layer, right) => (right === sign > 0 ? layers.get(layer).right : layers.get(layer).left);
  const points = [[one.x + (sign * one.width) / 2, fromPort], [edge(one.layer, true), fromPort]];
  for (const [layer, { y }] of [...bends].sort(([before], [after]) => sign * (after - before))) points.push([edge(layer, false), y], [edge(layer, true), y]);
  if (one.layer !== other.layer) points.push([edge(other.layer, false), toPort], [other.x - (sign * other.width) / 2, toPort]);
  else points.push([other.x + (sign * other.width) / 2, toPort]); // both in one layer: around its left side
  return points;
}
