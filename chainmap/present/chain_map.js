// The chain map: what is shown, what a click or a key does. Shared by the offline file and the page.
// createChainMap(root, elements, onSelect) → { update(elements), show(segmentId), destroy() }

function createChainMap(root, elements, onSelect = () => {}) {
  const map = new ChainMap(root, elements, onSelect);
  return { update: (changed) => map.update(changed), show: (id) => map.show(id), destroy: () => map.destroy(), map };
}

class ChainMap {
  constructor(root, payload, onSelect) {
    this.root = root;
    this.onSelect = onSelect;
    this.state = { region: payload.focal, selected: null, cursor: null, hover: null, filter: new Set(), found: null, fitted: true };
    this.up = new Set();
    this.down = new Set();
    this.darkness = matchMedia("(prefers-color-scheme: dark)");
    this.onDarkness = () => this.paint();
    this.darkness.addEventListener("change", this.onDarkness);
    this.build(payload);
  }

  build(payload, collapsed) {
    this.payload = payload;
    this.graph = new ChainGraph(payload.nodes, payload.edges);
    this.graph.collapsed = new Set([...(collapsed ?? [])].filter((group) => payload.groups.includes(group)));
    const shell = cmapElement("div", { class: "cmap", lang: payload.language === "en" ? "en" : "zh-CN", "data-theme": payload.theme });
    const { texts } = payload;
    this.parts = {
      shell,
      legend: cmapElement("div", { class: "cmap-legend", role: "group", "aria-label": texts.filter }),
      search: cmapElement("input", { type: "search", class: "cmap-search", placeholder: texts.search, "aria-label": texts.search, oninput: () => this.search(), onkeydown: (press) => this.searchKey(press) }),
      ladder: cmapLadder(this),
      menu: cmapElement("div", { class: "cmap-groups" }),
      note: cmapElement("p", { class: "cmap-note", "aria-live": "polite" }),
      stage: cmapElement("div", { class: "cmap-stage", tabindex: "0", role: "application", "aria-label": `${payload.name} – ${texts.keys}`, onkeydown: (press) => this.key(press) }),
      panel: cmapElement("aside", { class: "cmap-panel", hidden: true, tabindex: "-1" }),
      live: cmapElement("div", { class: "cmap-hidden", "aria-live": "polite" }),
      table: cmapElement("div", { class: "cmap-table cmap-hidden" }),
    };
    const tools = cmapElement(
      "div",
      { class: "cmap-tools" },
      this.parts.menu,
      cmapIcon("table", texts.table, () => this.toggleTable()),
      cmapIcon("zoom-out", texts["zoom-out"], () => this.zoom(1 / 1.25)),
      cmapIcon("zoom-in", texts["zoom-in"], () => this.zoom(1.25)),
      cmapIcon("fit", texts.fit, () => this.fit()),
      cmapIcon("full-screen", texts["full-screen"], () => this.fullScreen()),
      cmapIcon("export", texts.export, () => cmapExport(this)),
    );
    const bar = cmapElement("div", { class: "cmap-bar" }, this.parts.legend, this.parts.search, this.parts.ladder, tools);
    const key = cmapElement("p", { class: "cmap-key" }, ...cmapLines(texts));
    const body = cmapElement("div", { class: "cmap-body" }, this.parts.stage, this.parts.table, this.parts.panel);
    shell.append(bar, this.parts.note, body, key, this.parts.live);
    shell.onkeydown = (press) => press.key === "Escape" && this.state.selected && this.select(null);
    this.root.replaceChildren(shell);
    this.connect();
    this.refresh();
  }

  connect() {
    const { payload } = this;
    const render = (node) => ({ ctx, x, y }) => ({ drawNode: () => this.drawNode(ctx, node, x, y), nodeDimensions: { width: node.width, height: node.height } });
    this.nodes = new vis.DataSet(payload.nodes.map(({ id, x, y, shape, fixed, physics, ...node }) => ({ id, x, y, shape, fixed, physics, ctxRenderer: render({ id, ...node, x, y }) })));
    this.network = new vis.Network(this.parts.stage, { nodes: this.nodes, edges: new vis.DataSet(payload.edges.map(({ id, from, to, hidden, physics }) => ({ id, from, to, hidden, physics }))) }, payload.options);
    this.canvas = this.parts.stage.querySelector("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    for (const part of this.parts.stage.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (ctx) => this.drawBelow(ctx));
    this.network.on("click", (click) => this.click(click));
    this.network.on("hoverNode", ({ node }) => this.hover(node));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("dragStart", () => (this.state.fitted = false));
    this.network.on("zoom", () => this.limitZoom());
    this.watch = new ResizeObserver(() => this.state.fitted && this.fit());
    this.watch.observe(this.parts.stage);
    this.fit();
  }

  update(payload) {
    if (JSON.stringify(payload) === JSON.stringify(this.payload)) return;
    this.disconnect();
    const { region } = this.state;
    const known = payload.ladder.some((step) => step.id === region) && payload.focal === this.payload.focal;
    this.state = { region: known ? region : payload.focal, selected: null, cursor: null, hover: null, filter: new Set(), found: null, fitted: true };
    this.build(payload, this.graph.collapsed);
    this.afterCollapse();
  }

  disconnect() {
    this.watch.disconnect();
    this.network.destroy();
  }

  destroy() {
    this.disconnect();
    this.darkness.removeEventListener("change", this.onDarkness);
    this.root.replaceChildren();
  }

  // What is drawn

  scene() {
    const { payload, state } = this;
    const dark = payload.theme === "dark" || (payload.theme === "auto" && this.darkness.matches);
    const { palette, letters, looks } = payload;
    return { dark, letters, looks, palette: dark ? palette.dark : palette.light, tint: palette.tint, region: state.region };
  }

  drawBelow(ctx) {
    const scene = this.scene();
    for (const lane of this.payload.lanes) if (!this.graph.collapsed.has(lane.group)) cmapDrawLane(ctx, scene, lane);
    const routes = this.graph.routes().map(([edge, route]) => [edge, route, this.lit(edge)]);
    for (const [edge, route] of routes.filter(([, , lit]) => !lit)) {
      ctx.globalAlpha = this.dim(edge.from) || this.dim(edge.to) ? 0.25 : 1;
      cmapDrawEdge(ctx, scene, edge, route, false);
    }
    ctx.globalAlpha = 1;
    for (const [edge, route] of routes.filter(([, , lit]) => lit)) cmapDrawEdge(ctx, scene, edge, route, true);
  }

  drawNode(ctx, node, x, y) {
    const scene = this.scene();
    const group = this.graph.collapsedGroup(node.id);
    const members = group ? this.graph.members(group) : [node];
    const marks = { faded: members.every((one) => this.dim(one.id)), ring: members.some((one) => [this.state.selected, this.state.cursor].includes(one.id)) };
    if (group) cmapDrawGroup(ctx, scene, node, group, members, x, y, marks);
    else cmapDrawNode(ctx, scene, node, x, y, marks);
  }

  lit(edge) {
    const { selected, hover } = this.state;
    if (hover && (this.graph.standIn(edge.from) === hover || this.graph.standIn(edge.to) === hover)) return true;
    return Boolean(selected) && ((this.up.has(edge.from) && this.up.has(edge.to)) || (this.down.has(edge.from) && this.down.has(edge.to)));
  }

  dim(id) {
    const { selected, filter, found, region } = this.state;
    if (found) return !found.has(id);
    if (filter.size && !filter.has(this.graph.byId.get(id).looks[region])) return true;
    return Boolean(selected) && !this.up.has(id) && !this.down.has(id);
  }

  paint() {
    this.network.redraw();
  }

  refresh() {
    const { parts, payload, state } = this;
    parts.legend.replaceChildren(...cmapLegend(this));
    const open = parts.menu.querySelector("details")?.open;
    parts.menu.replaceChildren(...[cmapGroupMenu(this)].filter(Boolean));
    if (open) parts.menu.querySelector("details").open = true;
    parts.note.textContent = payload.nodes.length ? payload.ladder.find((step) => step.id === state.region).note : payload.texts.empty;
    parts.table.replaceChildren(cmapTable(this));
    this.paint();
  }

  // Groups

  toggleGroup(group) {
    if (!this.graph.collapsed.delete(group)) this.graph.collapsed.add(group);
    this.afterCollapse();
  }

  collapseAll(collapse) {
    this.graph.collapsed = new Set(collapse ? this.payload.groups : []);
    this.afterCollapse();
  }

  afterCollapse() {
    this.nodes.update(this.payload.nodes.map(({ id }) => ({ id, hidden: this.graph.standIn(id) !== id })));
    this.refresh();
  }

  // What is chosen

  select(id, { silent = false } = {}) {
    if (id === this.state.selected) return;
    this.state.selected = id;
    this.state.cursor = id ?? this.state.cursor;
    this.up = id ? this.graph.reached(id, true) : new Set();
    this.down = id ? this.graph.reached(id, false) : new Set();
    if (this.payload.details) this.openPanel(id);
    if (id) this.uncover(id);
    else if (this.state.fitted) this.fit();
    if (id) this.announce(this.graph.byId.get(id));
    if (!silent) this.onSelect(id);
    this.paint();
  }

  // Chosen from outside: nothing is reported back.
  show(id) {
    this.select(id && this.graph.byId.has(id) ? id : null, { silent: true });
  }

  openPanel(id) {
    const { panel, stage } = this.parts;
    const had = panel.contains(panel.getRootNode().activeElement);
    panel.hidden = id === null;
    panel.replaceChildren(...(id ? cmapPanel(this, this.graph.byId.get(id)) : []));
    panel.scrollTop = 0;
    if (id) {
      panel.setAttribute("aria-label", this.graph.byId.get(id).label);
      if (had) panel.focus();
    } else if (had) stage.focus();
  }

  // Moves the view if the panel, ours or the page's over the right third, would lie over the segment.
  uncover(id) {
    const at = this.network.canvasToDOM(this.graph.byId.get(id));
    const { clientWidth } = this.parts.stage;
    const free = clientWidth - (this.payload.details ? this.parts.panel.offsetWidth : clientWidth * 0.36);
    const half = (this.graph.byId.get(id).width / 2) * this.network.getScale();
    if (at.x + half + 12 < free) return;
    const view = this.network.getViewPosition();
    this.network.moveTo({ position: { x: view.x + (at.x + half + 24 - free) / this.network.getScale(), y: view.y }, animation: false });
  }

  announce(node) {
    const look = this.payload.looks[node.looks[this.state.region]];
    const { texts } = this.payload;
    this.parts.live.textContent = `${node.label}, ${look.word}, ${texts.upstream} ${this.graph.inputs(node.id).length}, ${texts.downstream} ${this.graph.users(node.id).length}`;
  }

  click({ nodes: [id], pointer }) {
    this.parts.stage.focus({ preventScroll: true });
    if (id && this.graph.collapsedGroup(id)) return this.toggleGroup(this.graph.collapsedGroup(id));
    if (id) return this.select(id === this.state.selected ? null : id);
    const { x, y } = pointer.canvas;
    const lane = this.payload.lanes.find((one) => x > one.left && x < one.left + one.width && y > one.top && y < one.top + 18);
    if (lane && this.payload.groups.includes(lane.group) && !this.graph.collapsed.has(lane.group)) return this.toggleGroup(lane.group);
    return this.select(null);
  }

  hover(id) {
    this.state.hover = id;
    this.canvas.style.cursor = id ? "pointer" : "";
    this.paint();
  }

  // Keys

  key(press) {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const actions = {
      ArrowRight: () => this.step("right"), ArrowLeft: () => this.step("left"), ArrowUp: () => this.step("up"), ArrowDown: () => this.step("down"),
      Enter: () => this.open(), "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(1 / 1.25), 0: () => this.fit(),
      "/": () => this.parts.search.focus(),
    };
    if (!actions[press.key]) return;
    press.preventDefault();
    actions[press.key]();
  }

  open() {
    if (!this.state.cursor) return;
    const group = this.graph.collapsedGroup(this.state.cursor);
    if (group) this.toggleGroup(group);
    else this.select(this.state.cursor);
  }

  step(direction) {
    const { graph } = this;
    const shown = graph.shown();
    const next = this.state.cursor ? graph.beside(this.state.cursor, direction) : shown.reduce((best, node) => (node.x + node.y < best.x + best.y ? node : best), shown[0]);
    if (!next) return;
    this.state.cursor = next.id;
    this.announce(next);
    const at = this.network.canvasToDOM(next);
    const { clientWidth, clientHeight } = this.parts.stage;
    if (at.x < 20 || at.y < 20 || at.x > clientWidth - 20 || at.y > clientHeight - 20) this.network.moveTo({ position: { x: next.x, y: next.y }, animation: false });
    this.paint();
  }

  // Search and filter

  search() {
    const wanted = this.parts.search.value.trim().toLowerCase();
    // A whole word first, then the beginning of one, then anywhere.
    const rank = (node) => [` ${wanted} `, ` ${wanted}`, wanted].findIndex((text) => ` ${node.search} `.includes(text));
    const hits = this.payload.nodes.filter((node) => wanted && rank(node) >= 0).sort((one, other) => rank(one) - rank(other));
    this.state.found = wanted ? new Set(hits.map((node) => node.id)) : null;
    this.parts.live.textContent = wanted ? this.payload.texts.matches.replace("#", hits.length) : "";
    this.paint();
  }

  searchKey(press) {
    if (press.key === "Escape") {
      this.parts.search.value = "";
      this.search();
      this.parts.stage.focus();
      press.stopPropagation();
    }
    if (press.key !== "Enter" || !this.state.found?.size) return;
    const [first] = this.state.found;
    this.parts.search.value = "";
    this.search();
    if (this.graph.collapsedGroup(first)) this.toggleGroup(this.graph.collapsedGroup(first));
    this.parts.stage.focus();
    this.select(first);
  }

  chooseRegion(region) {
    this.state.region = region;
    this.state.filter.clear();
    this.refresh();
  }

  toggleFilter(key) {
    if (!this.state.filter.delete(key)) this.state.filter.add(key);
    const at = [...this.parts.legend.children].findIndex((chip) => chip === chip.getRootNode().activeElement);
    this.refresh();
    this.parts.legend.children[at]?.focus();
  }

  // View

  fit() {
    const { clientWidth, clientHeight } = this.parts.stage;
    const [width, height] = this.payload.size;
    if (!clientWidth || !clientHeight) return;
    const scale = Math.min(clientWidth / width, clientHeight / height, 1.5);
    this.network.setSize(`${clientWidth}px`, `${clientHeight}px`);
    this.network.moveTo({ position: { x: width / 2, y: height / 2 }, scale, animation: false });
    this.network.redraw();
    this.state.fitted = true;
  }

  zoom(factor) {
    this.state.fitted = false;
    this.network.moveTo({ scale: Math.min(4, Math.max(0.15, this.network.getScale() * factor)), animation: false });
  }

  limitZoom() {
    this.state.fitted = false;
    const scale = this.network.getScale();
    if (scale < 0.15 || scale > 4) this.network.moveTo({ scale: Math.min(4, Math.max(0.15, scale)), animation: false });
  }

  toggleTable() {
    const hidden = this.parts.table.classList.toggle("cmap-hidden");
    this.parts.shell.querySelector("[data-tool=table]").setAttribute("aria-pressed", String(!hidden));
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.parts.shell.requestFullscreen();
  }
}
