// Filter, search and colouring of the chain map: which segments stand out, and why.

const CMAP_FILTERS = ["look", ...Object.keys(CMAP_KINDS)];

function cmapFilter(lists) {
  return Object.fromEntries(CMAP_FILTERS.map((kind) => [kind, new Set(lists[kind] ?? [])]));
}

Object.assign(ChainMap.prototype, {
  passes(node) {
    const { filter, region } = this.state;
    if (!node) return true;
    if (filter.look.size && !filter.look.has(node.looks[region])) return false;
    return Object.keys(CMAP_KINDS).every((kind) => !filter[kind].size || filter[kind].has(cmapValue(node, kind)));
  },

  filterSentence() {
    if (CMAP_FILTERS.every((kind) => !this.state.filter[kind].size)) return "";
    const fill = { "#": this.payload.nodes.filter((node) => this.passes(node)).length, "##": this.payload.nodes.length };
    return this.payload.texts.shown.replace(/#+/g, (mark) => fill[mark]);
  },

  toggleFilter(kind, value) {
    const { filter } = this.state;
    if (!filter[kind].delete(value)) filter[kind].add(value);
    const at = [...this.parts.legend.children].findIndex((chip) => chip === chip.getRootNode().activeElement);
    this.refresh();
    this.parts.legend.children[at]?.focus();
    this.changed();
  },

  clearFilter() {
    this.state.filter = cmapFilter({});
    this.refresh();
    this.parts.menus.querySelector("summary")?.focus();
    this.changed();
  },

  found(hits) {
    this.state.found = hits && new Set(hits.map((node) => node.id));
    this.parts.live.textContent = hits ? this.payload.texts.matches.replace("#", hits.length) : "";
    this.paint();
  },

  // Other colours at the same places.
  chooseRegion(region) {
    this.state.region = region;
    this.state.filter.look.clear();
    this.refresh();
    this.changed();
  },
});
