// The tools above the map: search with its matches, the menus for filter and groups, and the picture of the view.

function cmapMenu(name, summary, ...children) {
  const menu = cmapElement("details", { class: "cmap-menu", "data-menu": name }, cmapElement("summary", {}, summary), cmapElement("div", {}, ...children));
  menu.onkeydown = (press) => {
    if (press.key !== "Escape" || !menu.open) return;
    press.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  menu.addEventListener("focusout", (leave) => {
    if (leave.relatedTarget && !menu.contains(leave.relatedTarget)) menu.open = false;
  });
  return menu;
}

// What each kind of filter goes by, the same in every language, and the word for it; looks are filtered by the legend.
const CMAP_KINDS = { action: ["action_id", "action"], plan: ["plan_id", "plan"], stage: ["stage_id", "stage"], group: ["group_name", "group_label"] };

function cmapValue(node, kind) {
  return node[CMAP_KINDS[kind][0]] || "-";
}

function cmapFilterMenu(map) {
  const { payload, state } = map;
  const { texts } = payload;
  const sets = Object.keys(CMAP_KINDS).map((kind) => {
    const counted = new Map();
    for (const node of payload.nodes) {
      const value = cmapValue(node, kind);
      counted.set(value, { word: node[CMAP_KINDS[kind][1]], count: (counted.get(value)?.count ?? 0) + 1 });
    }
    if (counted.size < 2) return null;
    const boxes = [...counted].map(([value, { word, count }]) => {
      const box = cmapElement("input", { type: "checkbox", checked: state.filter[kind].has(value), onchange: () => map.toggleFilter(kind, value), "data-value": `${kind}:${value}` });
      return cmapElement("label", {}, box, cmapElement("span", {}, word || texts["filter-none"]), cmapElement("small", {}, String(count)));
    });
    return cmapElement("fieldset", {}, cmapElement("legend", {}, texts[`filter-${kind}`]), ...boxes);
  });
  const chosen = Object.values(state.filter).reduce((sum, values) => sum + values.size, 0);
  const clear = cmapElement("button", { type: "button", class: "cmap-link", disabled: !chosen, onclick: () => map.clearFilter() }, texts["filter-clear"]);
  return cmapMenu("filter", chosen ? `${texts["filter-menu"]} ${chosen}` : texts["filter-menu"], clear, cmapElement("div", { class: "cmap-sets" }, ...sets));
}

function cmapGroupMenu(map) {
  const { payload, state } = map;
  if (!payload.groups.length) return null;
  const all = payload.groups.every((group) => state.fold.has(group));
  const boxes = payload.groups.map((group) => {
    const box = cmapElement("input", { type: "checkbox", checked: !state.fold.has(group), onchange: () => map.toggleGroup(group), "data-value": group });
    return cmapElement("label", {}, box, cmapElement("span", {}, map.graph.label(group)), cmapElement("small", {}, String(map.graph.members(group).length)));
  });
  const every = cmapElement("button", { type: "button", class: "cmap-link", "data-value": "", onclick: () => map.foldAll(!all) }, payload.texts[all ? "expand-all" : "collapse-all"]);
  const hint = cmapElement("small", {}, payload.texts["fold-hint"]);
  return cmapMenu("groups", state.fold.size ? `${payload.texts.groups} ${state.fold.size}` : payload.texts.groups, every, hint, ...boxes);
}

// Search: a field with a list of matches below it; arrows choose, Enter opens, Escape empties.
const CMAP_MOST_HITS = 8;

class ChainSearch {
  constructor(map) {
    this.map = map;
    this.hits = [];
    this.at = -1;
    const { texts } = map.payload;
    this.list = cmapElement("ul", { class: "cmap-hits", role: "listbox", id: "cmap-hits", "aria-label": texts.hits, hidden: true });
    this.field = cmapElement("input", {
      type: "search", class: "cmap-search", placeholder: texts["search-short"], "aria-label": texts.search, title: texts.search, role: "combobox", autocomplete: "off",
      "aria-expanded": "false", "aria-controls": "cmap-hits", "aria-autocomplete": "list",
      oninput: () => this.find(), onkeydown: (press) => this.key(press), onblur: () => this.show(false), onfocus: () => this.show(true),
    });
    this.element = cmapElement("div", { class: "cmap-finder" }, this.field, this.list);
  }

  find() {
    const { map } = this;
    const wanted = this.field.value.trim().toLowerCase();
    // A whole word first, then the beginning of one, then anywhere.
    const rank = (node) => [` ${wanted} `, ` ${wanted}`, wanted].findIndex((text) => ` ${node.search} `.includes(text));
    this.hits = map.payload.nodes.filter((node) => wanted && rank(node) >= 0).sort((one, other) => rank(one) - rank(other));
    this.at = this.hits.length ? 0 : -1;
    this.wanted = wanted;
    this.render();
    map.found(wanted ? this.hits : null);
  }

  render() {
    const { payload, state } = this.map;
    const items = this.hits.slice(0, CMAP_MOST_HITS).map((node, at) => {
      const item = cmapElement("li", { role: "option", id: `cmap-hit-${at}`, "aria-selected": String(at === this.at) }, cmapSign(payload.looks[node.looks[state.region]]), node.label, cmapElement("small", {}, node.group_label));
      item.onpointerdown = (press) => {
        press.preventDefault();
        this.open(node.id);
      };
      return item;
    });
    if (!items.length) items.push(cmapElement("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "cmap-muted" }, payload.texts["no-hits"]));
    this.list.replaceChildren(...items);
    this.show(true);
  }

  show(visible) {
    const shown = visible && Boolean(this.wanted);
    this.list.hidden = !shown;
    this.field.setAttribute("aria-expanded", String(shown));
    if (shown && this.at >= 0) this.field.setAttribute("aria-activedescendant", `cmap-hit-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  key(press) {
    const last = Math.min(this.hits.length, CMAP_MOST_HITS) - 1;
    if ((press.key === "ArrowDown" || press.key === "ArrowUp") && last >= 0) {
      press.preventDefault();
      this.at = press.key === "ArrowDown" ? Math.min(last, this.at + 1) : Math.max(0, this.at - 1);
      this.render();
    }
    if (press.key === "Escape") {
      press.stopPropagation();
      this.clear();
      this.map.parts.stage.focus();
    }
    if (press.key === "Enter" && this.at >= 0) this.open(this.hits[this.at].id);
  }

  clear() {
    this.field.value = "";
    this.wanted = "";
    this.hits = [];
    this.show(false);
    this.map.found(null);
  }

  open(id) {
    this.clear();
    this.map.parts.stage.focus();
    this.map.reveal(id);
  }
}

// The view as it is, as a PNG with title, legend and source.
function cmapExport(map) {
  const { payload, state } = map;
  const { texts } = payload;
  const step = payload.ladder.find((one) => one.id === state.region);
  const legend = cmapCounts(payload.looks, state.region, payload.nodes).map(([key, count]) => [payload.looks[key], count]);
  const notes = [step.note, map.filterSentence()].filter(Boolean);
  const lines = ["essential", "not-essential", "unknown"].map((kind) => [kind, texts[`line-${kind}`]]);
  const picture = cmapPicture(map.canvas, map.scene(), { title: `${payload.name} · ${step.label}`, notes, legend, lines, mark: map.frame(), source: payload.source });
  picture.toBlob((blob) => {
    const link = cmapElement("a", { href: URL.createObjectURL(blob), download: `${payload.chain}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
