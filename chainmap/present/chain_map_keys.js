// Keys, mouse and view of the chain map: where the cursor goes, what the view shows, zoom, full screen, table.

const CMAP_PRINTED = 1000; // px: the least width of what is printed
const CMAP_OPENED = 8; // px: names on a stage that is too small for the whole map
const CMAP_MOST_OPENED = 2; // times the whole map: one that is larger is seen whole first
const CMAP_BESIDE = 11; // px: names beside an open segment, at the least
const CMAP_SHRUNK = { neighbours: 10, further: 12 }; // px: names made smaller so that more before and behind a segment is seen
const CMAP_MOST_NEAR = 16; // neighbours among which is searched for those to show
const CMAP_CLEAR = 8; // px: between what is to be seen and the rim of the stage

Object.assign(ChainMap.prototype, {
  key(press) {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    const actions = {
      ArrowRight: () => this.step("right"), ArrowLeft: () => this.step("left"), ArrowUp: () => this.step("up"), ArrowDown: () => this.step("down"),
      Enter: () => this.open(), " ": () => this.open(), "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(1 / 1.25), 0: () => this.refit(),
      "/": () => this.finder.field.focus(), c: () => this.foldHere(),
    };
    if (!actions[press.key]) return;
    press.preventDefault();
    press.stopPropagation(); // the page around may have keys of its own
    actions[press.key]();
  },

  // Takes back the last thing: an open table, else the segment.
  escape() {
    if (!this.parts.table.classList.contains("cmap-hidden")) this.toggleTable();
    else if (this.state.selected) this.select(null);
  },

  open() {
    if (!this.state.cursor) return;
    const { group } = this.graph.boxes.get(this.graph.boxOf(this.state.cursor));
    if (group) this.toggleGroup(group);
    else this.select(this.state.cursor === this.state.selected ? null : this.state.cursor);
  },

  // Folds the group of the segment that the cursor is at.
  foldHere() {
    const group = this.graph.byId.get(this.state.cursor)?.group_name;
    if (this.payload.groups.includes(group)) this.toggleGroup(group);
  },

  step(direction) {
    const { graph, network } = this;
    const shown = [...graph.boxes.values()];
    const next = this.state.cursor ? graph.beside(this.state.cursor, direction) : shown.reduce((best, box) => (box.x + box.y < best.x + best.y ? box : best), shown[0]);
    if (!next) return;
    this.state.cursor = next.members[0].id;
    this.announce(next);
    const at = network.canvasToDOM(next);
    const { clientWidth, clientHeight } = this.parts.stage;
    if (at.x < 20 || at.y < 20 || at.x > clientWidth - 20 || at.y > clientHeight - 20) network.moveTo({ position: { x: next.x, y: next.y }, animation: false });
    this.paint();
  },

  // Moves the view, no further than it must, so that nothing that matters lies outside it or under a panel: as many steps before
  // and behind the segment as fit without becoming much smaller or illegible; where not even its neighbours do, as many of
  // them as can be; and the segment itself always.
  uncover(id) {
    const { stage, panel } = this.parts;
    const { graph, network } = this;
    if (!stage.clientWidth) return;
    const scale = network.getScale();
    const covered = this.payload.details ? cmapCovered(panel, stage) : this.covered(stage.getBoundingClientRect());
    const [free, high] = [stage.clientWidth - covered.right, stage.clientHeight - covered.bottom];
    const boxOf = (one) => graph.boxes.get(graph.boxOf(one));
    const within = (steps) => [...this.up, ...this.down].filter(([, distance]) => distance <= steps).map(([one]) => boxOf(one));
    const fitting = ({ left, top, right, bottom }) => Math.min((free - 2 * CMAP_CLEAR) / (right - left), (high - 2 * CMAP_CLEAR) / (bottom - top));
    const least = (steps) => Math.min(scale, Math.max(0.72 * scale, CMAP_SHRUNK[steps > 1 ? "further" : "neighbours"] / this.payload.letters.name));
    let steps = Math.max(...this.up.values(), ...this.down.values());
    while (steps && fitting(cmapBounds(within(steps))) < least(steps)) steps -= 1;
    const to = steps ? Math.min(scale, fitting(cmapBounds(within(steps)))) : least(0);
    const { x, y } = network.getViewPosition();
    const seen = { x: x - covered.right / 2 / scale, y: y - covered.bottom / 2 / scale, width: free / to, height: high / to };
    const near = steps ? cmapBounds(within(steps)) : cmapMost(boxOf(id), within(1), seen, CMAP_CLEAR / to);
    const place = cmapAround(near, seen, CMAP_CLEAR / to);
    if (to === scale && place.x === seen.x && place.y === seen.y) return;
    const [width, height] = graph.size;
    network.moveTo({
      position: { x: cmapMiddle(place.x, seen.width, width) + covered.right / 2 / to, y: cmapMiddle(place.y, seen.height, height) + covered.bottom / 2 / to },
      scale: to, animation: false,
    });
  },

  // Under the mouse: its lines stand out; where names cannot be read, a tip says them.
  hover(id, event) {
    const { tip } = this.parts;
    const box = id === null ? null : this.graph.boxes.get(id);
    this.state.hover = id;
    this.canvas.style.cursor = id ? "pointer" : "";
    const why = box && !box.group ? box.members[0].whys?.[this.state.region] : "";
    tip.hidden = !box || !(this.compact() || why);
    if (box && !tip.hidden) {
      const at = this.network.canvasToDOM({ x: box.x, y: box.y + box.height / 2 });
      const look = this.payload.looks[cmapCounts(this.payload.looks, this.state.region, box.members)[0][0]];
      const [{ label, group_label: group }] = box.members;
      const parts = [box.group ? group : label, `${look.sign} ${why || look.word}`, box.group || !this.compact() ? "" : group];
      tip.textContent = parts.filter(Boolean).join(" · ");
      tip.style.left = `${Math.min(at.x, this.parts.stage.clientWidth - 180)}px`;
      tip.style.top = `${at.y + 6}px`;
    }
    this.paint();
  },

  // The whole map in its stage; where names could not be read then, but can when it is a little larger, its beginning instead,
  // unless the `whole` is asked for. A panel beside the map makes no name smaller, and moves nothing.
  fit({ whole = false } = {}) {
    const { clientWidth, clientHeight } = this.parts.stage;
    if (!clientWidth || !clientHeight) return;
    this.turn(this.isTall());
    const [width, height] = this.graph.size;
    const beside = this.beside();
    const across = this.printing ? Math.max(clientWidth, CMAP_PRINTED) : clientWidth;
    const down = this.printing ? (across * height) / width : clientHeight;
    this.fitting = Math.min(across / width, down / height, 1.5);
    this.usual = Math.min((across + beside) / width, down / height, 1.5);
    Object.assign(this, { across: clientWidth, besides: beside });
    this.network.setSize(`${across}px`, `${down}px`);
    const named = (pixels) => pixels / this.payload.letters.name;
    const large = (scale) => scale <= CMAP_MOST_OPENED * this.usual;
    const openable = this.usual < named(CMAP_LEGIBLE) && large(named(CMAP_OPENED));
    const kept = Math.max(openable ? named(CMAP_OPENED) : this.usual, beside && large(named(CMAP_BESIDE)) ? named(CMAP_BESIDE) : 0);
    this.opened = (openable || beside > 0) && !whole && !this.printing;
    const scale = this.opened ? kept : this.fitting;
    const position = this.opened ? this.beginning(across / scale, down / scale, beside / scale) : { x: width / 2, y: height / 2 };
    this.network.moveTo({ position, scale, animation: false });
    this.network.redraw();
    this.state.fitted = !(whole && openable);
  },

  // The middle of a view of this size on the first layers: on their first boxes where they are higher than the view. What a
  // panel `beside` it takes away leaves the first layers where they are.
  beginning(across, down, beside) {
    const [width, height] = this.graph.size;
    const shown = [...this.graph.boxes.values()].filter((box) => box.x + box.width / 2 < across);
    const { top, bottom } = cmapBounds(shown.length ? shown : [...this.graph.boxes.values()]);
    const middle = Math.min((top + bottom) / 2, top - 2 * CMAP_MARGIN + down / 2);
    return { x: Math.min(across + beside, width) / 2 - beside / 2, y: cmapMiddle(middle, down, height) };
  },

  refit() {
    this.fit({ whole: true });
    this.moved();
  },

  // Where one looks, as map_state.py has it; "" where the whole map is fitted in.
  viewed() {
    if (this.state.fitted) return "";
    const [width, height] = this.graph.size;
    const { x, y } = this.network.getViewPosition();
    return [x / width, y / height, this.network.getScale() / this.usual].map((one) => one.toFixed(3)).join(",");
  },

  // A legend of another height, or a panel beside the map, leaves what one looks at where it is; a window of another width
  // shows the same part.
  resized() {
    const { across, besides, network, state } = this;
    const { clientWidth } = this.parts.stage;
    const unseen = state.unseen ?? null;
    const panel = this.beside() !== besides;
    if (unseen !== null || state.fitted || (clientWidth !== across && !panel) || this.isTall() !== this.tall) {
      this.look(unseen ?? this.viewed());
      return;
    }
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    this.fit();
    state.fitted = false;
    network.moveTo({ position: { x: x + (clientWidth - across) / 2 / scale, y }, scale, animation: false });
    if (panel && state.selected) this.uncover(state.selected);
  },

  look(view) {
    const { clientWidth, clientHeight } = this.parts.stage;
    this.state.unseen = clientWidth && clientHeight ? null : view;
    if (this.state.unseen !== null) return;
    this.fit();
    const [x, y, zoom] = view.split(",").map(Number);
    if (zoom > 0 && Math.abs(x) < 2 && Math.abs(y) < 2) {
      const [width, height] = this.graph.size;
      this.state.fitted = false;
      this.network.moveTo({ position: { x: x * width, y: y * height }, scale: cmapScale(zoom * this.usual), animation: false });
    }
    if (this.state.selected) this.uncover(this.state.selected);
  },

  // A panel that stands beside the map for a while turns no map.
  isTall() {
    const { clientWidth, clientHeight } = this.parts.stage;
    return clientHeight > clientWidth + this.beside();
  },

  // A map higher than wide has other places, which somebody outside may have to send first. Paper lies broadside.
  turn(tall) {
    if (!this.printing && tall !== this.tall) {
      this.tall = tall;
      this.onTall(tall);
    }
    if (this.graph.turn(tall && !this.printing)) this.put();
  },

  zoom(factor) {
    this.state.fitted = false;
    this.network.moveTo({ scale: cmapScale(this.network.getScale() * factor), animation: false });
    this.moved();
  },

  limitZoom() {
    this.state.fitted = false;
    this.parts.tip.hidden = true;
    const scale = this.network.getScale();
    if (scale !== cmapScale(scale)) this.network.moveTo({ scale: cmapScale(scale), animation: false });
    this.moved();
  },

  toggleTable() {
    const { table, shell } = this.parts;
    const had = table.contains(table.getRootNode().activeElement);
    const hidden = table.classList.toggle("cmap-hidden");
    const button = shell.querySelector("[data-tool=table]");
    table.setAttribute("tabindex", hidden ? "-1" : "0");
    button.setAttribute("aria-pressed", String(!hidden));
    this.refreshTable();
    if (!hidden) table.focus({ preventScroll: true });
    else if (had) button.focus();
  },

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.parts.shell.requestFullscreen();
  },
});

// How much of the stage lies under the panel: at its right side, or, where the panel is a sheet, at its foot.
function cmapCovered({ offsetWidth: width, offsetHeight: height }, { clientWidth }) {
  return width < 0.9 * clientWidth ? { right: width, bottom: 0 } : { right: 0, bottom: height };
}

// Where a view of this size is to stand that shows the bounds, as near to where it stands as can be.
function cmapAround({ left, top, right, bottom }, { x, y, width, height }, clear) {
  const between = (at, least, most) => (least > most ? (least + most) / 2 : Math.min(Math.max(at, least), most));
  return {
    x: between(x, right + clear - width / 2, left - clear + width / 2),
    y: between(y, bottom + clear - height / 2, top - clear + height / 2),
  };
}

// The bounds of the box and of as many of the others as a view shows together with it; of equally many those nearest to it.
function cmapMost(own, others, view, clear) {
  const away = (box) => Math.hypot(box.x - own.x, box.y - own.y);
  const near = [...new Set(others)].sort((one, other) => away(one) - away(other)).slice(0, CMAP_MOST_NEAR);
  const fits = ({ left, top, right, bottom }) => right - left + 2 * clear <= view.width && bottom - top + 2 * clear <= view.height;
  let best = [own];
  for (const one of near) {
    for (const other of near) {
      const frame = cmapBounds([own, one, other]);
      if (!fits(frame)) continue;
      const inside = near.filter((box) => fits(cmapBounds([own, one, other, box])));
      const held = inside.reduce((some, box) => (fits(cmapBounds([...some, box])) ? [...some, box] : some), [own, one, other]);
      if (new Set(held).size > new Set(best).size) best = held;
    }
  }
  return cmapBounds(best);
}

// Where to look along one side of the map: as near to what is wanted as shows no more beside the map than must be.
function cmapMiddle(wanted, room, length) {
  return room > length ? length / 2 : Math.min(Math.max(wanted, room / 2), length - room / 2);
}

function cmapScale(scale) {
  return Math.min(4, Math.max(0.15, scale));
}

function cmapBounds(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.x - box.width / 2)), right: Math.max(...boxes.map((box) => box.x + box.width / 2)),
    top: Math.min(...boxes.map((box) => box.y - box.height / 2)), bottom: Math.max(...boxes.map((box) => box.y + box.height / 2)),
  };
}
