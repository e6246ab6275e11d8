// Who is whose input, which boxes are shown, what each stands for, and who stands beside whom. Knows nothing of canvas or page.
// A box is a segment, or a folded group of segments; with the groups that are folded its places come from `folds`, where
// the layout was made for just these groups, or else from chain_map_fold.js. On a page higher than wide all have other places,
// which `folds` brings too.

const CMAP_GROUP = "group:";

class ChainGraph {
  constructor({ nodes, edges, lanes, size, groups, group_boxes: groupBoxes }) {
    Object.assign(this, { groups, groupBoxes, wide: { nodes, edges, whole: { lanes, size } }, tall: false });
    this.stand(this.wide);
    this.inputsOf = new Map(nodes.map((node) => [node.id, []]));
    this.usersOf = new Map(nodes.map((node) => [node.id, []]));
    for (const edge of edges) {
      this.inputsOf.get(edge.to).push([this.byId.get(edge.from), edge]);
      this.usersOf.get(edge.from).push([this.byId.get(edge.to), edge]);
    }
    this.folds = [];
    this.turned = null;
    this.fold(new Set());
  }

  stand({ nodes, edges, whole }) {
    Object.assign(this, { nodes, edges, whole });
    this.byId = new Map(nodes.map((node) => [node.id, node]));
  }

  // Takes the places for a tall page, if they are known, or those for a wide one. Gives whether others were there before.
  turn(wanted) {
    const found = (wanted && this.folds.find((one) => one.tall && !one.groups.length)) || null;
    if (found === this.turned) return false;
    this.turned = found;
    this.tall = Boolean(found);
    const routes = new Map(found?.edges.map((edge) => [JSON.stringify([edge.from, edge.to]), edge.route]));
    this.stand(found ? {
      nodes: this.wide.nodes.map((node) => ({ ...node, ...found.boxes[node.id], plan_mark: node.plan_short })),
      edges: this.wide.edges.map((edge) => ({ ...edge, route: routes.get(JSON.stringify([edge.from, edge.to])) })),
      whole: found,
    } : this.wide);
    this.fold(this.folded);
    return true;
  }

  inputs(id) {
    return this.inputsOf.get(id);
  }

  users(id) {
    return this.usersOf.get(id);
  }

  // The segment and all before, or behind, it, each with the number of steps between.
  reached(id, upstream) {
    const steps = new Map([[id, 0]]);
    for (const [one, distance] of steps) for (const [node] of upstream ? this.inputs(one) : this.users(one)) if (!steps.has(node.id)) steps.set(node.id, distance + 1);
    return steps;
  }

  members(group) {
    return this.nodes.filter((node) => node.group_name === group);
  }

  // What a group is called in the language of the map.
  label(group) {
    return this.members(group)[0]?.group_label ?? group;
  }

  has(groups) {
    return (!groups.size && !this.tall) || Boolean(this.laidOut(groups));
  }

  laidOut(groups) {
    return this.folds.find((one) => Boolean(one.tall) === this.tall && one.groups.length === groups.size && one.groups.every((group) => groups.has(group)));
  }

  // Shows these groups as one box each.
  fold(groups) {
    this.folded = new Set(this.groups.filter((group) => groups.has(group)));
    this.exact = this.laidOut(this.folded) ?? null;
    this.boxes = new Map();
    for (const node of this.nodes) {
      const id = this.boxOf(node.id);
      const box = this.boxes.get(id);
      if (box) box.members.push(node);
      else this.boxes.set(id, { id, group: id === node.id ? null : node.group_name, members: [node] });
    }
    this.between = new Map(); // box → box: the dependencies that the line stands for
    for (const edge of this.edges) {
      const [from, to] = [this.boxOf(edge.from), this.boxOf(edge.to)];
      if (from === to) continue;
      const key = JSON.stringify([from, to]);
      this.between.set(key, [...(this.between.get(key) ?? []), edge]);
    }
    this.refolded = this.folded.size && !this.exact ? cmapRefold(this) : null;
    for (const box of this.boxes.values()) Object.assign(box, this.place(box));
    this.lines = this.routes();
  }

  boxOf(id) {
    const group = this.byId.get(id)?.group_name;
    return group && this.folded.has(group) ? CMAP_GROUP + group : id;
  }

  place(box) {
    const [first] = box.members;
    if (this.exact) return this.exact.boxes[box.id];
    const { x, y, width, height, lines, layer } = this.refolded?.places.get(box.id) ?? first;
    return { x, y, width, height, lines, layer };
  }

  get lanes() {
    return (this.exact ?? this.refolded ?? this.whole).lanes;
  }

  get size() {
    return (this.exact ?? this.refolded ?? this.whole).size;
  }

  // Every line that is to be seen: its two boxes, how it is drawn, its points and the dependencies that it stands for.
  routes() {
    if (this.exact) return this.exact.edges.map((edge) => ({ ...edge, parts: this.between.get(JSON.stringify([edge.from, edge.to])) ?? [] }));
    return [...this.between].map(([key, parts]) => {
      const [from, to] = JSON.parse(key);
      const strongest = ["essential", "unknown", "not-essential"].find((line) => parts.some((edge) => edge.line === line));
      return { from, to, line: strongest, parts, route: this.refolded?.routes.get(key) ?? parts[0].route };
    });
  }

  // Where an arrow key leads: right to a user, left to an input, up and down within the layer; null at the rim.
  beside(id, direction) {
    const from = this.boxes.get(this.boxOf(id));
    const nearest = (boxes) => boxes.reduce((best, box) => (!best || Math.abs(box.y - from.y) < Math.abs(best.y - from.y) ? box : best), null);
    const shown = [...this.boxes.values()];
    if (direction === "up" || direction === "down") {
      const sign = direction === "down" ? 1 : -1;
      return nearest(shown.filter((box) => box.layer === from.layer && sign * (box.y - from.y) > 0));
    }
    const right = direction === "right";
    const linked = this.lines.filter((line) => (right ? line.from : line.to) === from.id).map((line) => this.boxes.get(right ? line.to : line.from));
    return nearest(linked.filter((box) => box !== from)) ?? nearest(shown.filter((box) => box.layer === from.layer + (right ? -1 : 1)));
  }
}
