// Who is whose input, what a collapsed group stands for, and who stands beside whom. Knows nothing of canvas or page.

class ChainGraph {
  constructor(nodes, edges) {
    this.nodes = nodes;
    this.edges = edges;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.collapsed = new Set(); // names of groups
  }

  inputs(id) {
    return this.edges.filter((edge) => edge.to === id).map((edge) => [this.byId.get(edge.from), edge]);
  }

  users(id) {
    return this.edges.filter((edge) => edge.from === id).map((edge) => [this.byId.get(edge.to), edge]);
  }

  // The segment and all before, or behind, it.
  reached(id, upstream) {
    const seen = new Set([id]);
    for (const one of seen) for (const [node] of upstream ? this.inputs(one) : this.users(one)) seen.add(node.id);
    return seen;
  }

  members(group) {
    return this.nodes.filter((node) => node.group_name === group);
  }

  collapsedGroup(id) {
    const group = this.byId.get(id).group_name;
    return this.collapsed.has(group) ? group : null;
  }

  // The member that stands for a collapsed group: the one nearest to the middle of all.
  standIn(id) {
    const group = this.collapsedGroup(id);
    if (!group) return id;
    const members = this.members(group);
    const middle = (axis) => members.reduce((sum, node) => sum + node[axis], 0) / members.length;
    const [x, y] = [middle("x"), middle("y")];
    return members.reduce((best, node) => (Math.hypot(node.x - x, node.y - y) < Math.hypot(best.x - x, best.y - y) ? node : best)).id;
  }

  shown() {
    return this.nodes.filter((node) => this.standIn(node.id) === node.id);
  }

  // [edge, points] of every dependency that is to be seen: plain curves from and to collapsed groups, each pair once.
  routes() {
    if (!this.collapsed.size) return this.edges.map((edge) => [edge, edge.route]);
    const between = new Map();
    for (const edge of this.edges) {
      const [from, to] = [this.standIn(edge.from), this.standIn(edge.to)];
      const whole = !this.collapsedGroup(from) && !this.collapsedGroup(to);
      const key = whole ? edge.id : JSON.stringify([from, to]);
      if (from === to || (between.has(key) && edge.line !== "essential")) continue;
      between.set(key, [edge, whole ? edge.route : this.straight(from, to)]);
    }
    return [...between.values()];
  }

  straight(from, to) {
    const [one, other] = [this.byId.get(from), this.byId.get(to)];
    const direction = one.x <= other.x ? 1 : -1;
    return [[one.x + (direction * one.width) / 2, one.y], [other.x - (direction * other.width) / 2, other.y]];
  }

  // Where an arrow key leads: right to a user, left to an input, up and down within the layer; null at the rim.
  beside(id, direction) {
    const from = this.byId.get(this.standIn(id));
    const nearest = (nodes) => nodes.reduce((best, node) => (!best || Math.abs(node.y - from.y) < Math.abs(best.y - from.y) ? node : best), null);
    if (direction === "up" || direction === "down") {
      const sign = direction === "down" ? 1 : -1;
      return nearest(this.shown().filter((node) => node.layer === from.layer && sign * (node.y - from.y) > 0));
    }
    const linked = (direction === "right" ? this.users(from.id) : this.inputs(from.id)).map(([node]) => this.byId.get(this.standIn(node.id)));
    const layer = from.layer + (direction === "right" ? -1 : 1);
    return nearest(linked.filter((node) => node.id !== from.id)) ?? nearest(this.shown().filter((node) => node.layer === layer));
  }
}
