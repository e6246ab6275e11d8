// Draws lanes, dependencies and segments of a chain on the canvas of vis-network, in units of the map. Holds no state:
// everything comes in `scene` (see chain_map.js): palette, dark, letters, tint, region, looks; and in marks: alpha, compact,
// chosen, cursor, thick.

const CMAP_PADDING = 6;
const CMAP_LINE = 14.5;

function cmapColour(scene, look) {
  return scene.dark ? look.dark : look.colour;
}

// Of a sign on paper: what is a filled box elsewhere is lighter here where it is dark.
function cmapSignColour(scene, look) {
  const colour = cmapColour(scene, look);
  return scene.dark && look.fill === "full" ? cmapMixed(colour, scene.palette.ink, 0.6) : colour;
}

function cmapMixed(colour, paper, share) {
  const part = (text, at) => parseInt(text.slice(1 + 2 * at, 3 + 2 * at), 16);
  const mixed = [0, 1, 2].map((at) => Math.round(share * part(colour, at) + (1 - share) * part(paper, at)));
  return `rgb(${mixed.join(",")})`;
}

function cmapRounded(ctx, left, top, width, height, radius) {
  ctx.beginPath();
  ctx.moveTo(left + radius, top);
  ctx.arcTo(left + width, top, left + width, top + height, radius);
  ctx.arcTo(left + width, top + height, left, top + height, radius);
  ctx.arcTo(left, top + height, left, top, radius);
  ctx.arcTo(left, top, left + width, top, radius);
  ctx.closePath();
}

function cmapFont(scene, size, weight = 400) {
  return `${weight} ${size}px ${scene.letters.fonts}`;
}

// With `named` its name at the top: zoomed out, the larger caption stands in its place.
function cmapDrawLane(ctx, scene, lane, named) {
  ctx.fillStyle = scene.palette.ground;
  cmapRounded(ctx, lane.left, lane.top, lane.width, lane.height, 6);
  ctx.fill();
  if (!named) return;
  ctx.font = cmapFont(scene, scene.letters.note, 600);
  ctx.fillStyle = scene.palette.muted;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(lane.label, lane.left + 8, lane.top + 8, lane.width - 16);
}

const CMAP_LINES = {
  essential: { width: 1.7, dash: [], share: 0.62 },
  "not-essential": { width: 0.9, dash: [], share: 0.55 },
  unknown: { width: 1.2, dash: [1.4, 3], share: 0.6 },
};

// A route: level pieces are straight, others curves that leave and arrive level.
function cmapTrace(ctx, route) {
  ctx.beginPath();
  ctx.moveTo(route[0][0], route[0][1]);
  for (let at = 1; at < route.length; at += 1) {
    const [x0, y0] = route[at - 1];
    const [x1, y1] = route[at];
    if (Math.abs(y0 - y1) < 0.01) ctx.lineTo(x1, y1);
    else ctx.bezierCurveTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1);
  }
}

// Where a difference is shown, lines that came or went wear the colour of such segments.
function cmapDrawEdge(ctx, scene, edge, lit) {
  const { route } = edge;
  const changes = scene.region === "change" ? new Set(edge.parts.map((part) => part.change)) : new Set();
  const change = changes.size === 1 ? scene.looks[`change:${[...changes][0]}`] : null;
  const plain = CMAP_LINES[edge.line];
  const line = change ? { ...plain, width: 2, dash: change.border === "dashed" ? [5, 3] : [] } : plain;
  const colour = lit ? scene.palette.action : change ? cmapColour(scene, change) : cmapMixed(scene.palette.muted, scene.palette.paper, line.share);
  const [x, y] = route[route.length - 1];
  const backwards = route[route.length - 2][0] > x ? -1 : 1;
  const tip = [...route.slice(0, -1), [x - 3 * backwards, y]];
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = line.width + (lit ? 0.6 : 0);
  ctx.setLineDash(line.dash);
  ctx.lineCap = line.dash.length ? "round" : "butt";
  cmapTrace(ctx, tip);
  ctx.stroke();
  ctx.setLineDash([]);
  const size = edge.line === "essential" ? 5.5 : 4.5;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size * backwards, y - size * 0.55);
  ctx.lineTo(x - size * backwards, y + size * 0.55);
  ctx.fill();
}

const CMAP_PALE = 0.5; // alpha: below, no box is filled
const CMAP_DASHES = { solid: [], dashed: [5, 3], dotted: [1.2, 2.6] };

function cmapDrawNode(ctx, scene, node, x, y, marks) {
  const own = scene.looks[node.looks[scene.region]];
  const look = own.fill === "full" && marks.alpha < CMAP_PALE ? { ...own, fill: "tint" } : own; // white letters would be lost
  const { width, height } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const colour = cmapColour(scene, look);
  const paper = scene.palette.paper;
  ctx.globalAlpha = marks.alpha;
  cmapRounded(ctx, left, top, width, height, 6);
  ctx.fillStyle = { full: colour, paper, tint: cmapMixed(colour, paper, scene.dark ? 0.24 : scene.tint) }[look.fill];
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = look.border === "solid" ? 1.4 : 1.3;
  ctx.setLineDash(CMAP_DASHES[look.border]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (marks.compact) {
    cmapDrawSign(ctx, scene, look, x, y, Math.min(height * 0.62, width * 0.5), colour);
    cmapDrawRing(ctx, scene, marks, left, top, width, height);
    return;
  }
  const ink = look.fill === "full" ? "#FFFFFF" : scene.palette.ink;
  const muted = look.fill === "full" ? "#FFFFFF" : scene.palette.muted;
  const room = width - 2 * CMAP_PADDING;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  ctx.font = cmapFont(scene, scene.letters.name, look.fill === "full" ? 600 : 400);
  node.lines.forEach((text, at) => ctx.fillText(text, left + CMAP_PADDING, top + 3 + CMAP_LINE * (at + 0.5) + 0.5, room));
  cmapDrawNote(ctx, scene, node, look, { left: left + CMAP_PADDING, right: left + width - CMAP_PADDING, y: top + height - 9.5, colour, ink, muted });
  cmapDrawRing(ctx, scene, marks, left, top, width, height);
}

// A frame around what is chosen, and around what the keyboard is at.
function cmapDrawRing(ctx, scene, marks, left, top, width, height) {
  ctx.globalAlpha = 1;
  if (!marks.chosen && !marks.cursor) return;
  ctx.strokeStyle = scene.palette.action;
  ctx.lineWidth = (marks.chosen ? 2.4 : 1.6) * marks.thick;
  ctx.setLineDash(marks.chosen ? [] : [4, 2.5]);
  cmapRounded(ctx, left - 2, top - 2, width + 4, height + 4, 7); // no name of a lane lies so near
  ctx.stroke();
  ctx.setLineDash([]);
}

// Zoomed out so far that names cannot be read, a box shows its sign only.
function cmapDrawSign(ctx, scene, look, x, y, size, colour) {
  ctx.fillStyle = look.fill === "full" ? "#FFFFFF" : colour;
  ctx.font = cmapFont(scene, size, 600);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(look.sign, x, y);
}

// The second line: sign and word on the left, the plan's action in a small frame on the right.
function cmapDrawNote(ctx, scene, node, look, at) {
  const size = scene.letters.note;
  let right = at.right;
  if (node.plan && !node.notes?.[scene.region]) {
    ctx.font = cmapFont(scene, size - 0.5);
    const frame = Math.min(ctx.measureText(node.plan_mark).width + 7, 0.6 * (at.right - at.left));
    right -= frame + 4;
    ctx.strokeStyle = at.muted;
    ctx.lineWidth = 0.7;
    cmapRounded(ctx, at.right - frame + 2, at.y - 4.2, frame, size - 0.5, 2.5); // clear of the name above
    ctx.stroke();
    ctx.fillStyle = at.ink;
    ctx.textAlign = "center";
    ctx.fillText(node.plan_mark, at.right - frame / 2 + 2, at.y + 1.3, frame - 4);
    ctx.textAlign = "left";
  }
  ctx.font = cmapFont(scene, size, 600);
  ctx.fillStyle = look.fill === "full" ? "#FFFFFF" : at.colour;
  ctx.fillText(look.sign, at.left, at.y);
  ctx.font = cmapFont(scene, size);
  ctx.fillStyle = at.ink;
  ctx.fillText(node.notes?.[scene.region] ?? look.word, at.left + size * 1.25, at.y, right - at.left - size * 1.25);
}

// How many segments of which look a folded group holds, what the eye should find first standing first.
function cmapCounts(looks, region, members) {
  const counted = new Map();
  for (const member of members) counted.set(member.looks[region], (counted.get(member.looks[region]) ?? 0) + 1);
  return [...counted].sort(([one], [other]) => looks[one].order - looks[other].order);
}

// The counts by sign: two looks that share one, as 待定位 and 未核查 do, are one number.
function cmapSigns(looks, counted) {
  const signs = new Map();
  for (const [key, count] of counted) {
    const look = looks[key];
    signs.set(look.sign, [look, count + (signs.get(look.sign)?.[1] ?? 0)]);
  }
  return [...signs.values()];
}

// A folded group: a stack that wears the look of its worst segment, with the group's name and its counts.
function cmapDrawGroup(ctx, scene, box, x, y, marks) {
  const { width, height, members } = box;
  const [left, top] = [x - width / 2, y - height / 2];
  const counted = cmapCounts(scene.looks, scene.region, members);
  const worst = scene.looks[counted[0][0]];
  const colour = cmapColour(scene, worst);
  ctx.globalAlpha = marks.alpha;
  for (const shift of [6, 3, 0]) {
    cmapRounded(ctx, left + shift, top + shift, width, height, 6);
    ctx.fillStyle = shift || worst.fill === "paper" ? scene.palette.paper : cmapMixed(colour, scene.palette.paper, scene.dark ? 0.24 : scene.tint);
    ctx.fill();
    ctx.strokeStyle = shift ? cmapMixed(colour, scene.palette.paper, 0.6) : colour;
    ctx.lineWidth = shift ? 1 : 1.6;
    ctx.setLineDash(CMAP_DASHES[worst.border]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  cmapRounded(ctx, left, top, 5, height, 2.5);
  ctx.fillStyle = colour;
  ctx.fill();
  if (marks.compact) {
    cmapDrawSign(ctx, scene, { ...worst, fill: "tint" }, x, y, Math.min(height * 0.62, width * 0.5), colour);
    cmapDrawRing(ctx, scene, marks, left, top, width, height);
    return;
  }
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = scene.palette.ink;
  ctx.font = cmapFont(scene, scene.letters.name, 600);
  box.lines.forEach((text, at) => ctx.fillText(text, left + CMAP_PADDING + 2, top + 3 + CMAP_LINE * (at + 0.5), width - 2 * CMAP_PADDING));
  let at = left + CMAP_PADDING + 2;
  const room = left + width - 4;
  for (const [look, count] of cmapSigns(scene.looks, counted)) {
    ctx.font = cmapFont(scene, scene.letters.note, 600);
    const text = `${look.sign}${count}`;
    if (at + ctx.measureText(text).width > room) break;
    ctx.fillStyle = cmapSignColour(scene, look);
    ctx.fillText(look.sign, at, top + height - 9.5);
    at += ctx.measureText(look.sign).width + 1;
    ctx.fillStyle = scene.palette.ink;
    ctx.fillText(String(count), at, top + height - 9.5);
    at += ctx.measureText(String(count)).width + 7;
  }
  cmapDrawRing(ctx, scene, marks, left, top, width + 6, height + 6);
}

const CMAP_CAPTIONS = [12, 11, 10, 9]; // px

// Where the names of the groups stand on a map that is zoomed out too far for the names in its boxes: in the lane, or just above
// it, where they cover no box, no other lane and no other name. A group without such a place has no name there: the tip of its
// boxes says it, and the table.
function cmapCaptions(ctx, scene, { lanes, boxes, size: [width] }, scale) {
  const apart = 1 / scale;
  const boxed = [...boxes.values()].map(({ x, y, width: wide, height: high, group }) => {
    const stack = group ? 6 : 0;
    return { left: x - wide / 2 - apart, top: y - high / 2 - apart, right: x + wide / 2 + stack + apart, bottom: y + high / 2 + stack + apart };
  });
  const bands = lanes.map((lane) => ({ left: lane.left, top: lane.top, right: lane.left + lane.width, bottom: lane.top + lane.height }));
  const named = [];
  lanes.forEach((lane, at) => {
    const taken = [...boxed, ...bands.filter((_, other) => other !== at), ...named];
    const free = (one) => one.left >= 0 && one.right <= width && one.top >= 0 && !taken.some((other) => cmapMeets(one, other));
    const found = cmapTexts(ctx, scene, lane.label, scale).flatMap((text) => cmapPlaces(bands[at], text, 2 / scale)).find(free);
    if (found) named.push({ ...found, group: lane.group });
  });
  return named;
}

function cmapMeets(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

// A name in all sizes, the largest first, each in one line and in two.
function cmapTexts(ctx, scene, label, scale) {
  return CMAP_CAPTIONS.flatMap((pixels) => {
    const size = pixels / scale;
    ctx.font = cmapFont(scene, size, 600);
    const broken = cmapHalves(label);
    return (broken.length > 1 ? [[label], broken] : [[label]]).map((lines) => ({
      lines, size, width: Math.max(...lines.map((line) => ctx.measureText(line).width)), height: 1.15 * size * lines.length,
    }));
  });
}

// Where a text may stand that belongs to a band: from just above it downwards, at its left side, its middle and its right side.
function cmapPlaces(band, text, step) {
  const places = [];
  for (let top = band.top - text.height; top + text.height <= band.bottom; top += step) {
    for (const share of [0, 0.5, 1]) {
      const left = band.left + share * (band.right - band.left - text.width);
      places.push({ ...text, left, top, right: left + text.width, bottom: top + text.height });
    }
  }
  const rest = (place) => Math.abs(place.top - band.top); // nearest to where the name stands on a larger map
  return places.sort((one, other) => rest(one) - rest(other));
}

function cmapDrawCaption(ctx, scene, { lines, size, left, top }) {
  ctx.font = cmapFont(scene, size, 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = scene.palette.ink;
  ctx.strokeStyle = scene.palette.paper;
  ctx.lineWidth = size / 4;
  ctx.lineJoin = "round";
  for (const draw of ["strokeText", "fillText"]) lines.forEach((line, at) => ctx[draw](line, left, top + 1.15 * size * (at + 0.5)));
}

// A name in two lines, broken at the blank nearest its middle; one line where it has none.
function cmapHalves(text) {
  const blanks = [...text.matchAll(/ /g)].map((one) => one.index);
  if (!blanks.length) return [text];
  const at = blanks.reduce((best, one) => (Math.abs(one - text.length / 2) < Math.abs(best - text.length / 2) ? one : best));
  return [text.slice(0, at), text.slice(at + 1)];
}

// The canvas as it is shown, on paper, with title and legend above and the source below: for the PNG. Texts that are too long
// for it go on in the next line.
function cmapPicture(canvas, scene, { title, notes, legend, lines, mark, source }) {
  const ratio = canvas.width / canvas.clientWidth;
  const { clientWidth: width, clientHeight: height } = canvas;
  const picture = document.createElement("canvas");
  const ctx = picture.getContext("2d");
  const { ink, muted } = scene.palette;
  const text = (words, size, colour, weight = 400) => cmapLinesOf(ctx, cmapFont(scene, size, weight), words, width - 24).map((line) => ({ high: size + 6, draw: (y) => write(line, 12, y, size, colour, weight) }));
  const write = (words, x, y, size, colour, weight = 400) => {
    ctx.font = cmapFont(scene, size, weight);
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y);
  };
  const looks = legend.map(([look, count]) => ({
    text: `${look.word} ${count}`, before: 15, after: 14, draw: (x, y) => write(look.sign, x, y, 12, cmapSignColour(scene, look), 600), colour: ink,
  }));
  const strokes = lines.map(([kind, words]) => ({ text: words, before: 27, after: 18, draw: (x, y) => cmapDrawStroke(ctx, scene, CMAP_LINES[kind], x, y), colour: muted }));
  const frames = mark ? [{ text: mark, before: 21, after: 18, draw: (x, y) => cmapDrawFrame(ctx, muted, x, y), colour: muted }] : [];
  const row = (parts) => ({ high: 22, draw: (y) => parts.forEach(({ x, ...part }) => {
    part.draw(x, y);
    write(part.text, x + part.before, y, 12, part.colour);
  }) });
  const rows = (parts) => cmapRows(ctx, cmapFont(scene, 12), parts, width - 12).map(row);
  const head = [...text(title, 16, ink, 600), ...notes.flatMap((note) => text(note, 12, muted)), ...rows(looks)];
  const foot = [...rows([...strokes, ...frames]), ...text(source, 12, muted)];
  const high = (parts) => parts.reduce((sum, part) => sum + part.high, 16);
  Object.assign(picture, { width: canvas.width, height: Math.round((high(head) + height + high(foot)) * ratio) });
  ctx.fillStyle = scene.palette.paper;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(canvas, 0, Math.round(high(head) * ratio));
  ctx.scale(ratio, ratio);
  ctx.textBaseline = "middle";
  for (const [parts, top] of [[head, 8], [foot, high(head) + height + 4]]) {
    parts.reduce((y, part) => {
      part.draw(y + part.high / 2);
      return y + part.high;
    }, top);
  }
  return picture;
}

function cmapDrawStroke(ctx, scene, line, x, y) {
  ctx.strokeStyle = scene.palette.muted;
  ctx.lineWidth = line.width;
  ctx.setLineDash(line.dash);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 22, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function cmapDrawFrame(ctx, colour, x, y) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  cmapRounded(ctx, x + 0.5, y - 5, 15, 10, 2.5);
  ctx.stroke();
}

// A text in lines no wider than the room: broken at blanks and between Chinese characters, else anywhere.
function cmapLinesOf(ctx, font, text, room) {
  ctx.font = font;
  const lines = [""];
  for (const piece of text.match(/[\u0021-\u2fff]+\s*|./gu) ?? []) {
    const longer = lines[lines.length - 1] + piece;
    if (ctx.measureText(longer.trimEnd()).width <= room) lines[lines.length - 1] = longer;
    else if (ctx.measureText(piece.trimEnd()).width <= room) lines.push(piece);
    else for (const letter of piece) {
      if (ctx.measureText(lines[lines.length - 1] + letter).width <= room) lines[lines.length - 1] += letter;
      else lines.push(letter);
    }
  }
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

// Entries with something drawn before their text, in rows no wider than the room, each with its place.
function cmapRows(ctx, font, parts, room) {
  ctx.font = font;
  const rows = [];
  let x = Infinity;
  for (const part of parts) {
    const width = part.before + ctx.measureText(part.text).width;
    if (x + width > room) {
      rows.push([]);
      x = 12;
    }
    rows[rows.length - 1].push({ ...part, x });
    x += width + part.after;
  }
  return rows;
}
