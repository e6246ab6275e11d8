// Draws lanes, dependencies and segments of a chain on the canvas of vis-network, in units of the map. Holds no state:
// everything comes in `scene` (see chain_map.js): palette, dark, letters, tint, region, looks, faded(id), lit(id).

const CMAP_PADDING = 8;
const CMAP_LINE = 15.5;

function cmapColour(scene, look) {
  return scene.dark ? look.dark : look.colour;
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

function cmapDrawLane(ctx, scene, lane) {
  ctx.fillStyle = scene.palette.ground;
  cmapRounded(ctx, lane.left, lane.top, lane.width, lane.height, 6);
  ctx.fill();
  ctx.font = cmapFont(scene, scene.letters.note, 600);
  ctx.fillStyle = scene.palette.muted;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(lane.group, lane.left + 8, lane.top + 8.5, lane.width - 16);
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

function cmapDrawEdge(ctx, scene, edge, route, lit) {
  const line = CMAP_LINES[edge.line];
  const colour = lit ? scene.palette.action : cmapMixed(scene.palette.muted, scene.palette.paper, line.share);
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

function cmapDrawNode(ctx, scene, node, x, y, marks) {
  const look = scene.looks[node.looks[scene.region]];
  const { width, height } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const colour = cmapColour(scene, look);
  const paper = scene.palette.paper;
  ctx.globalAlpha = marks.faded ? 0.22 : 1;
  cmapRounded(ctx, left, top, width, height, 6);
  ctx.fillStyle = { full: colour, paper, tint: cmapMixed(colour, paper, scene.dark ? 0.24 : scene.tint) }[look.fill];
  ctx.fill();
  ctx.strokeStyle = colour;
  ctx.lineWidth = look.border === "solid" ? 1.4 : 1.3;
  ctx.setLineDash({ solid: [], dashed: [5, 3], dotted: [1.2, 2.6] }[look.border]);
  ctx.stroke();
  ctx.setLineDash([]);
  const ink = look.fill === "full" ? "#FFFFFF" : scene.palette.ink;
  const muted = look.fill === "full" ? "#FFFFFF" : scene.palette.muted;
  const room = width - 2 * CMAP_PADDING;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  ctx.font = cmapFont(scene, scene.letters.name, look.fill === "full" ? 600 : 400);
  node.lines.forEach((text, at) => ctx.fillText(text, left + CMAP_PADDING, top + 3.5 + CMAP_LINE * (at + 0.5) + 0.5, room));
  cmapDrawNote(ctx, scene, node, look, { left: left + CMAP_PADDING, right: left + width - CMAP_PADDING, y: top + height - 10, colour, ink, muted });
  if (marks.ring) {
    ctx.strokeStyle = scene.palette.action;
    ctx.lineWidth = 2.4;
    cmapRounded(ctx, left - 3, top - 3, width + 6, height + 6, 8);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

// The second line: sign and word on the left, the plan's action in a small frame on the right.
function cmapDrawNote(ctx, scene, node, look, at) {
  const size = scene.letters.note;
  let right = at.right;
  if (node.plan) {
    ctx.font = cmapFont(scene, size - 0.5);
    const frame = Math.min(ctx.measureText(node.plan).width + 7, 0.6 * (at.right - at.left));
    right -= frame + 4;
    ctx.strokeStyle = at.muted;
    ctx.lineWidth = 0.7;
    cmapRounded(ctx, at.right - frame + 2, at.y - size * 0.62, frame, size * 1.24, 2.5);
    ctx.stroke();
    ctx.fillStyle = at.muted;
    ctx.textAlign = "center";
    ctx.fillText(node.plan, at.right - frame / 2 + 2, at.y + 0.5, frame - 4);
    ctx.textAlign = "left";
  }
  ctx.font = cmapFont(scene, size, 600);
  ctx.fillStyle = look.fill === "full" ? "#FFFFFF" : at.colour;
  ctx.fillText(look.sign, at.left, at.y);
  ctx.font = cmapFont(scene, size);
  ctx.fillStyle = at.ink;
  ctx.fillText(node.note ?? look.word, at.left + size * 1.25, at.y, right - at.left - size * 1.25);
}

// A collapsed group: the box of its representative with the group's name and how many segments of which look it holds.
function cmapDrawGroup(ctx, scene, node, group, members, x, y, marks) {
  const { width, height } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  ctx.globalAlpha = marks.faded ? 0.22 : 1;
  for (const shift of [4, 0]) {
    cmapRounded(ctx, left + shift, top + shift, width, height, 6);
    ctx.fillStyle = scene.palette.ground;
    ctx.fill();
    ctx.strokeStyle = scene.palette.muted;
    ctx.lineWidth = 1.2;
    ctx.stroke();
  }
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = scene.palette.ink;
  ctx.font = cmapFont(scene, scene.letters.name, 600);
  ctx.fillText(group, left + CMAP_PADDING, top + 3.5 + CMAP_LINE / 2, width - 2 * CMAP_PADDING);
  const counted = new Map();
  for (const member of members) counted.set(member.looks[scene.region], (counted.get(member.looks[scene.region]) ?? 0) + 1);
  let at = left + CMAP_PADDING;
  ctx.font = cmapFont(scene, scene.letters.note, 600);
  for (const key of [...counted.keys()].sort((one, other) => scene.looks[one].order - scene.looks[other].order)) {
    ctx.fillStyle = cmapColour(scene, scene.looks[key]);
    const text = `${scene.looks[key].sign}${counted.get(key)}`;
    ctx.fillText(text, at, top + height - 10);
    at += ctx.measureText(text).width + 6;
  }
  if (marks.ring) {
    ctx.strokeStyle = scene.palette.action;
    ctx.lineWidth = 2.4;
    cmapRounded(ctx, left - 3, top - 3, width + 10, height + 10, 8);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

// The canvas as it is shown, on paper, with title and legend above: for the PNG.
function cmapPicture(canvas, scene, title, legend) {
  const ratio = canvas.width / canvas.clientWidth;
  const head = 56 * ratio;
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height + head;
  const ctx = picture.getContext("2d");
  ctx.fillStyle = scene.palette.paper;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(canvas, 0, head);
  ctx.scale(ratio, ratio);
  ctx.textBaseline = "middle";
  ctx.fillStyle = scene.palette.ink;
  ctx.font = cmapFont(scene, 16, 600);
  ctx.fillText(title, 12, 18);
  let at = 12;
  for (const [look, count] of legend) {
    ctx.font = cmapFont(scene, 12, 600);
    ctx.fillStyle = cmapColour(scene, look);
    ctx.fillText(look.sign, at, 42);
    ctx.font = cmapFont(scene, 12);
    ctx.fillStyle = scene.palette.ink;
    ctx.fillText(`${look.word} ${count}`, at + 15, 42);
    at += 15 + ctx.measureText(`${look.word} ${count}`).width + 14;
  }
  return picture;
}
