// The chain map: what is shown, what a click or a key does. Shared by the offline file and the page.
// createChainMap(root, elements, { folds, state, live, tall, busy, covered, beside, onOpen, onSelect, onState, onTall }) → the map, with `update`,
// `lay`, `restore`, `show` and `destroy`. `tall` is what `onTall` last told: whether the map is higher than wide.
// `onState` is called with the state, and with true where only the view moved; that waits while something is on its way (`busy`).
// `covered` tells how much of the stage's right side and foot lies under a panel that is not ours, and `onOpen` comes before it
// opens or closes; `beside` tells the width of one that the stage has given way to. With `live` somebody outside lays folded groups out: the drawing waits for `lay` and `restore`. Without, it does what it can.

function createChainMap(root, elements, options = {}) {
  return new ChainMap(root, elements, options);
}

const CMAP_REST = 500; // ms
const CMAP_FAINT = 0.35; // alpha of what has nothing to do with the matter
const CMAP_LEGIBLE = 6.5; // px: below, boxes show their sign only

class ChainMap {
  constructor(root, payload, { folds = [], state = null, live = false, tall = false, busy = () => false, covered = () => ({ right: 0, bottom: 0 }), beside = () => 0, onOpen = () => {}, onSelect = () => {}, onState = () => {}, onTall = () => {} } = {}) {
    Object.assign(this, { root, live, tall, busy, covered, beside, onOpen, onSelect, onState, onTall, printing: false });
    this.darkness = matchMedia("(prefers-color-scheme: dark)");
    this.onDarkness = () => this.paint();
    this.onPrint = (event) => {
      this.printing = event.type === "beforeprint";
      this.fit();
      if (!this.printing && this.state.selected) this.uncover(this.state.selected);
    };
    this.darkness.addEventListener("change", this.onDarkness);
    for (const type of ["beforeprint", "afterprint"]) window.addEventListener(type, this.onPrint);
    this.begin(payload, folds, state);
  }

  begin(payload, folds, state) {
    this.payload = payload;
    this.state = { region: payload.start, fold: new Set(), filter: cmapFilter({}), selected: null, cursor: null, hover: null, found: null, fitted: true };
    this.up = new Map();
    this.down = new Map();
    this.graph = new ChainGraph(payload);
    this.graph.folds = folds;
    this.read(state);
    this.graph.fold(this.state.fold);
    this.build();
    this.look(state?.view ?? "");
  }

  build() {
    const { texts, name, language, theme } = this.payload;
    const shell = cmapElement("div", { class: "cmap", lang: language === "en" ? "en" : "zh-CN", "data-theme": theme });
    this.finder = new ChainSearch(this);
    this.parts = {
      shell,
      title: cmapElement("div", { class: "cmap-title" }),
      legend: cmapElement("div", { class: "cmap-legend", role: "group", "aria-label": texts.filter }),
      ladder: cmapLadder(this),
      menus: cmapElement("div", { class: "cmap-menus" }),
      note: cmapElement("p", { class: "cmap-note", "aria-live": "polite" }),
      stage: cmapElement("div", { class: "cmap-stage", tabindex: "0", role: "application", "aria-label": `${name} – ${texts.keys}`, onkeydown: (press) => this.key(press) }),
      panel: cmapElement("aside", { class: "cmap-panel", hidden: true, tabindex: "-1" }),
      live: cmapElement("div", { class: "cmap-hidden cmap-live", "aria-live": "polite" }),
      table: cmapElement("div", { class: "cmap-table cmap-hidden", tabindex: "-1" }),
      key: cmapElement("p", { class: "cmap-key" }),
      tip: cmapElement("div", { class: "cmap-tip", hidden: true, "aria-hidden": "true" }),
    };
    const tools = cmapElement(
      "div",
      { class: "cmap-tools" },
      cmapIcon("table", texts.table, () => this.toggleTable()),
      cmapIcon("export", texts.export, () => cmapExport(this)),
      cmapIcon("zoom-out", texts["zoom-out"], () => this.zoom(1 / 1.25)),
      cmapIcon("zoom-in", texts["zoom-in"], () => this.zoom(1.25)),
      cmapIcon("fit", texts.fit, () => this.refit()),
      cmapIcon("full-screen", texts["full-screen"], () => this.fullScreen()),
    );
    const bar = cmapElement("div", { class: "cmap-bar" }, this.parts.legend, this.finder.element, this.parts.ladder, this.parts.menus);
    const foot = cmapElement("div", { class: "cmap-foot" }, this.parts.key, cmapElement("p", { class: "cmap-source", title: this.payload.source }, this.payload.source.replaceAll(" · ", " ·\u00a0")), tools);
    const body = cmapElement("div", { class: "cmap-body" }, this.parts.stage, this.parts.tip, this.parts.table, this.parts.panel);
    shell.append(this.parts.title, bar, this.parts.note, body, foot, this.parts.live);
    shell.addEventListener("keydown", (press) => press.key === "Escape" && this.escape());
    this.root.replaceChildren(shell);
    this.connect();
    this.refresh();
  }

  connect() {
    this.nodes = new vis.DataSet(this.boxes());
    this.network = new vis.Network(this.parts.stage, { nodes: this.nodes, edges: new vis.DataSet([]) }, this.payload.options);
    this.canvas = this.parts.stage.querySelector("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    for (const part of this.parts.stage.querySelectorAll("[tabindex]")) part.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (ctx) => this.drawBelow(ctx));
    this.network.on("click", (click) => this.click(click));
    this.network.on("hoverNode", ({ node, event }) => this.hover(node, event));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("dragStart", () => (this.state.fitted = false));
    this.network.on("dragEnd", () => this.moved());
    this.network.on("zoom", () => this.limitZoom());
    this.watch = new ResizeObserver(() => {
      if (!this.printing) this.resized();
    });
    this.watch.observe(this.parts.stage);
    this.fit();
  }

  boxes() {
    const render = (box) => ({ ctx, x, y }) => ({ drawNode: () => this.drawBox(ctx, box, x, y), nodeDimensions: { width: box.width, height: box.height } });
    return [...this.graph.boxes.values()].map((box) => ({ id: box.id, x: box.x, y: box.y, shape: "custom", fixed: true, physics: false, ctxRenderer: render(box) }));
  }

  // Other values, for instance after a change of region or language: the state is kept as far as it still means something.
  update(payload) {
    if (payload === this.payload || JSON.stringify(payload) === JSON.stringify(this.payload)) return;
    const state = this.written();
    this.disconnect();
    this.begin(payload, [], payload.chain === this.payload.chain ? state : null);
  }

  // Layouts with groups folded, and for a tall page.
  lay(folds) {
    this.graph.folds = folds;
    const view = this.viewed();
    if (!this.graph.turn(this.tall && !this.printing)) return;
    this.put();
    this.look(view);
  }

  // The boxes at the places that they have now.
  put() {
    this.nodes.clear();
    this.nodes.add(this.boxes());
    this.refreshKey();
    this.parts.shell.dataset.places = this.graph.tall ? "tall" : "wide";
  }

  disconnect() {
    clearTimeout(this.settling);
    this.watch.disconnect();
    this.network.destroy();
  }

  destroy() {
    this.disconnect();
    this.darkness.removeEventListener("change", this.onDarkness);
    for (const type of ["beforeprint", "afterprint"]) window.removeEventListener(type, this.onPrint);
    this.root.replaceChildren();
  }

  // The state that an address keeps

  written() {
    const { region, fold, filter } = this.state;
    const lists = Object.fromEntries(CMAP_FILTERS.map((kind) => [kind, [...filter[kind]]]));
    return { region: region === this.payload.start ? "" : region, fold: [...fold], filter: lists, view: this.viewed() };
  }

  read(state) {
    const { payload } = this;
    const region = payload.ladder.some((step) => step.id === state?.region) ? state.region : payload.start;
    this.state.region = region;
    this.state.fold = new Set((state?.fold ?? []).filter((group) => payload.groups.includes(group)));
    this.state.filter = cmapFilter(state?.filter ?? {});
    // What no segment has would leave nothing: another chain's group, a look of another region.
    for (const kind of CMAP_FILTERS) {
      const known = new Set(payload.nodes.map((node) => (kind === "look" ? node.looks[region] : cmapValue(node, kind))));
      for (const value of this.state.filter[kind]) if (!known.has(value)) this.state.filter[kind].delete(value);
    }
  }

  // Takes a state over from outside: nothing is reported back.
  restore(state) {
    this.read(state);
    this.parts.ladder.value = this.state.region;
    this.settle();
    this.look(state?.view ?? "");
  }

  changed(looked = false) {
    clearTimeout(this.settling);
    this.onState(this.written(), looked);
  }

  // The view was moved: told when it has come to rest, not at every turn of the wheel.
  moved() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => (this.busy() ? this.moved() : this.changed(true)), CMAP_REST);
  }

  // Shows the groups that are to be folded, if it can.
  settle() {
    const { fold } = this.state;
    const same = fold.size === this.graph.folded.size && [...fold].every((group) => this.graph.folded.has(group));
    if (!same || this.graph.exact !== (this.graph.laidOut(fold) ?? null)) {
      this.graph.fold(fold);
      this.put();
      if (this.state.fitted) this.fit();
      if (this.state.cursor) this.announce(this.graph.boxes.get(this.graph.boxOf(this.state.cursor)));
    }
    this.refresh();
  }

  // What is drawn

  scene() {
    const { payload, state } = this;
    const dark = !this.printing && (payload.theme === "dark" || (payload.theme === "auto" && this.darkness.matches));
    const { palette, letters, looks } = payload;
    return { dark, letters, looks, palette: dark ? palette.dark : palette.light, tint: palette.tint, region: state.region };
  }

  compact() {
    return this.network.getScale() * this.payload.letters.name < CMAP_LEGIBLE;
  }

  drawBelow(ctx) {
    const scene = this.scene();
    const compact = this.compact();
    for (const lane of this.graph.lanes) cmapDrawLane(ctx, scene, lane, !compact);
    const lines = this.graph.lines.map((line) => [line, this.lit(line)]);
    const alpha = (id) => Math.max(...this.graph.boxes.get(id).members.map((node) => this.shade(node.id)));
    for (const [line] of lines.filter(([, lit]) => !lit)) {
      ctx.globalAlpha = Math.min(alpha(line.from), alpha(line.to)) < 0.9 ? 0.25 : 1;
      cmapDrawEdge(ctx, scene, line, false);
    }
    for (const [line] of lines.filter(([, lit]) => lit)) {
      ctx.globalAlpha = Math.min(alpha(line.from), alpha(line.to));
      cmapDrawEdge(ctx, scene, line, true);
    }
    ctx.globalAlpha = 1;
    for (const caption of this.captions(ctx)) cmapDrawCaption(ctx, scene, caption);
  }

  // Names of groups are kept at their places until the map is zoomed or other boxes are shown.
  captions(ctx = this.canvas.getContext("2d")) {
    if (!this.compact()) return [];
    const scale = this.network.getScale();
    const { lanes, boxes } = this.graph;
    const kept = this.named;
    if (kept?.scale === scale && kept.lanes === lanes && kept.boxes === boxes) return kept.places;
    this.named = { scale, lanes, boxes, places: cmapCaptions(ctx, this.scene(), this.graph, scale) };
    return this.named.places;
  }

  drawBox(ctx, box, x, y) {
    const { selected, cursor } = this.state;
    const focused = this.parts.stage.getRootNode().activeElement === this.parts.stage;
    const holds = (id) => id !== null && this.graph.boxOf(id) === box.id;
    const marks = {
      alpha: Math.max(...box.members.map((node) => this.shade(node.id))),
      compact: this.compact(), chosen: holds(selected), cursor: focused && holds(cursor), thick: Math.max(1, 1 / this.network.getScale()),
    };
    if (box.group) cmapDrawGroup(ctx, this.scene(), box, x, y, marks);
    else cmapDrawNode(ctx, this.scene(), { ...box.members[0], ...box }, x, y, marks);
  }

  lit({ from, to, parts }) {
    const { selected, hover } = this.state;
    if (hover && (from === hover || to === hover)) return true;
    return Boolean(selected) && parts.some((edge) => (this.up.has(edge.from) && this.up.has(edge.to)) || (this.down.has(edge.from) && this.down.has(edge.to)));
  }

  // How strongly a segment is drawn: what is filtered out, or has nothing to do with the chosen one, is faint; and what has,
  // the fainter the more steps lie between.
  shade(id) {
    const { selected, found } = this.state;
    if (found ? !found.has(id) : !this.passes(this.graph.byId.get(id))) return CMAP_FAINT;
    if (!selected) return 1;
    const steps = this.up.get(id) ?? this.down.get(id);
    return steps === undefined ? CMAP_FAINT : Math.max(0.5, 1 - 0.15 * Math.max(0, steps - 1));
  }

  paint() {
    this.network.redraw();
  }

  refresh() {
    const { parts, payload, state } = this;
    parts.legend.replaceChildren(...cmapLegend(this));
    this.refreshMenus();
    const step = payload.ladder.find((one) => one.id === state.region);
    parts.title.textContent = `${payload.name} · ${step.label}`; // in print, and in the offline file
    parts.note.textContent = payload.nodes.length ? [step.note, this.filterSentence()].filter(Boolean).join(" ") : payload.texts.empty;
    this.refreshKey();
    this.refreshTable();
    this.paint();
  }

  refreshKey() {
    this.parts.key.replaceChildren(...cmapLines(this.payload.texts, this.frame()));
  }

  // What the frame in a box means, "" where none is to be seen: a difference has no room for it.
  frame() {
    const { texts, nodes } = this.payload;
    if (!nodes.some((node) => node.plan && !node.notes?.[this.state.region])) return "";
    return texts[this.graph.tall ? "legend-mark-short" : "legend-mark"];
  }

  // Menus are made anew; what was open, and what had the focus, stays so.
  refreshMenus() {
    const { menus } = this.parts;
    const open = [...menus.querySelectorAll("details[open]")].map((menu) => menu.dataset.menu);
    const focused = menus.getRootNode().activeElement;
    const value = menus.contains(focused) ? (focused.dataset.value ?? null) : null;
    menus.replaceChildren(...[cmapFilterMenu(this), cmapGroupMenu(this)].filter(Boolean));
    for (const menu of menus.children) menu.open = open.includes(menu.dataset.menu);
    if (value !== null) [...menus.querySelectorAll("[data-value]")].find((box) => box.dataset.value === value)?.focus();
  }

  refreshTable() {
    this.parts.table.replaceChildren(cmapTable(this, !this.parts.table.classList.contains("cmap-hidden")));
  }

  // Groups

  toggleGroup(group) {
    const fold = new Set(this.state.fold);
    if (!fold.delete(group)) fold.add(group);
    this.foldGroups(fold);
  }

  foldAll(fold) {
    this.foldGroups(new Set(fold ? this.payload.groups : []));
  }

  foldGroups(fold) {
    this.state.fold = fold;
    if (this.live && !this.graph.has(fold)) this.refreshMenus();
    else this.settle();
    this.changed();
  }

  // What is chosen

  select(id, { silent = false } = {}) {
    if (id === this.state.selected) return;
    const { stage } = this.parts;
    this.state.selected = id;
    this.state.cursor = id ?? this.state.cursor;
    this.up = id ? this.graph.reached(id, true) : new Map();
    this.down = id ? this.graph.reached(id, false) : new Map();
    if (this.payload.details) this.openPanel(id);
    this.onOpen(id !== null);
    if (id) this.uncover(id);
    else if (this.state.fitted && !this.opened) this.fit();
    if (id) this.announce(this.graph.boxes.get(this.graph.boxOf(id)), this.graph.byId.get(id));
    else if (!document.activeElement || document.activeElement === document.body) stage.focus({ preventScroll: true });
    if (!silent) this.onSelect(id);
    this.paint();
  }

  // Chosen from outside: nothing is reported back.
  show(id) {
    this.select(id && this.graph.byId.has(id) ? id : null, { silent: true });
  }

  // Chosen by name: its group is unfolded.
  reveal(id) {
    const { group_name: group } = this.graph.byId.get(id);
    if (this.state.fold.has(group)) this.toggleGroup(group);
    this.select(id);
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

  // Tells a screen reader what the keyboard is at, or what was chosen.
  announce(box, node = box.members[0]) {
    const { texts, looks } = this.payload;
    const counts = cmapCounts(looks, this.state.region, box.members);
    const word = looks[counts[0][0]].word;
    const own = node.whys?.[this.state.region] ?? looks[node.looks[this.state.region]].word;
    const links = `${texts.upstream} ${this.graph.inputs(node.id).length}, ${texts.downstream} ${this.graph.users(node.id).length}`;
    const all = counts.map(([key, count]) => `${looks[key].word} ${count}`).join(", ");
    const fill = { "#": node.group_label, "##": box.members.length, "###": word };
    this.parts.live.textContent = box.group ? `${texts.folded.replace(/#+/g, (mark) => fill[mark])}; ${all}` : `${node.label}, ${own}, ${links}`;
  }

  click({ nodes: [id], pointer }) {
    this.parts.stage.focus({ preventScroll: true, focusVisible: false });
    const box = id === undefined ? null : this.graph.boxes.get(id);
    if (box?.group) return this.toggleGroup(box.group);
    if (box) return this.select(id === this.state.selected ? null : id);
    const { x, y } = pointer.canvas;
    const titles = this.compact() ? this.captions() : this.graph.lanes.map(({ group, left, top, width }) => ({ group, left, top, right: left + width, bottom: top + 18 }));
    const lane = titles.find((one) => x > one.left && x < one.right && y > one.top && y < one.bottom);
    if (lane && this.payload.groups.includes(lane.group)) return this.toggleGroup(lane.group);
    return this.select(null);
  }
}
