// The parts of the map that are not canvas: legend, tools, detail panel, table. Text goes in as text only, never as HTML.

function cmapElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function cmapSign(look) {
  const sign = cmapElement("i", { class: `cmap-sign cmap-${look.fill} cmap-${look.border}`, "aria-hidden": "true" }, look.sign);
  sign.style.setProperty("--colour", look.colour);
  sign.style.setProperty("--dark", look.dark);
  return sign;
}

function cmapLegend(map) {
  const { payload, state } = map;
  return cmapCounts(payload.looks, state.region, payload.nodes).map(([key, count]) => {
    const look = payload.looks[key];
    const pressed = state.filter.look.has(key);
    const toggle = () => map.toggleFilter("look", key);
    return cmapElement(
      "button",
      { type: "button", class: "cmap-chip", "aria-pressed": pressed, title: payload.texts.filter, onclick: toggle },
      cmapSign(look),
      look.word,
      cmapElement("b", {}, String(count)),
    );
  });
}

function cmapLadder(map) {
  const { ladder, texts } = map.payload;
  const steps = ladder.map((step) => cmapElement("option", { value: step.id, selected: step.id === map.state.region }, step.short ?? step.label));
  const choose = (event) => map.chooseRegion(event.target.value);
  return cmapElement("select", { class: "cmap-ladder", "aria-label": texts.ladder, title: texts.ladder, onchange: choose }, ...steps);
}

function cmapLines(texts, frame) {
  const line = (kind, text) => cmapElement("span", { class: "cmap-line" }, cmapElement("i", { class: `cmap-${kind}`, "aria-hidden": "true" }), text);
  return [
    line("essential", texts["line-essential"]),
    line("not-essential", texts["line-not-essential"]),
    line("unknown", texts["line-unknown"]),
    ...(frame ? [line("frame", frame)] : []),
  ];
}

function cmapIcon(name, label, onclick) {
  const paths = {
    "zoom-in": "M8 3v10M3 8h10", "zoom-out": "M3 8h10", fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
    "full-screen": "M3 3l4 4M3 3v3M3 3h3M13 13l-4-4M13 13v-3M13 13h-3", export: "M8 2v8M5 7l3 3 3-3M3 13h10",
    table: "M2 3h12v10H2zM2 7h12M7 3v10",
  };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return cmapElement("button", { type: "button", class: "cmap-icon", "aria-label": label, title: label, "data-tool": name, onclick }, svg);
}

function cmapNeighbours(map, title, pairs) {
  const { payload } = map;
  const items = pairs.map(([node, edge]) => {
    const open = cmapElement("button", { type: "button", class: "cmap-link", onclick: () => map.select(node.id) }, node.label);
    const look = payload.looks[node.looks[map.state.region]];
    return cmapElement("li", {}, cmapSign(look), open, cmapElement("small", {}, ` ${payload.texts[edge.line]}${edge.substitutes ? ` · ${edge.substitutes}` : ""}`));
  });
  const list = items.length ? cmapElement("ul", { class: "cmap-neighbours" }, ...items) : cmapElement("p", { class: "cmap-muted" }, payload.texts.none);
  return cmapElement("section", {}, cmapElement("h3", {}, `${title} ${pairs.length}`), list);
}

function cmapSupplierList(part) {
  const items = part.rows.map((row) =>
    cmapElement(
      "li",
      {},
      cmapElement("b", {}, row.company),
      cmapElement("span", { class: "cmap-tag" }, row.state),
      cmapElement("small", {}, row.what),
      cmapElement("small", {}, row.source),
      cmapElement("code", {}, row.cell),
    ),
  );
  return cmapElement(
    "section",
    {},
    cmapElement("h3", {}, part.title),
    cmapElement("ul", { class: "cmap-suppliers" }, ...items),
    part.more ? cmapElement("p", { class: "cmap-muted" }, part.more) : null,
  );
}

function cmapNumbers(headers, numbers) {
  const cells = (tag, values) => values.map((value, at) => cmapElement(at ? tag : "th", at ? {} : { scope: tag === "th" ? "col" : "row" }, value));
  const rows = numbers.map((row) => cmapElement("tr", {}, ...cells("td", row)));
  return cmapElement("table", {}, cmapElement("thead", {}, cmapElement("tr", {}, ...cells("th", headers))), cmapElement("tbody", {}, ...rows));
}

function cmapPanel(map, node) {
  const { payload } = map;
  const { texts } = payload;
  const detail = node.detail;
  const look = payload.looks[node.looks[payload.focal]];
  const close = cmapElement("button", { type: "button", class: "cmap-close", "aria-label": texts.close, title: texts.close, onclick: () => map.select(null) }, "×");
  const facts = detail.facts.flatMap(([term, value]) => [cmapElement("dt", {}, term), cmapElement("dd", {}, value)]);
  return [
    cmapElement("header", {}, cmapElement("h2", {}, node.label), cmapElement("p", { class: "cmap-muted" }, detail.where), close),
    cmapElement("p", {}, cmapElement("span", { class: "cmap-verdict" }, cmapSign(look), look.word), cmapElement("b", {}, detail.action), " ", cmapElement("span", { class: "cmap-muted" }, detail.also)),
    detail.sides ? cmapElement("section", {}, cmapElement("h3", {}, texts.sides), cmapNumbers(detail.sides.headers, detail.sides.rows)) : "",
    cmapElement("p", {}, detail.reason),
    cmapElement("p", { class: "cmap-muted" }, detail.checked),
    cmapElement("section", {}, cmapElement("h3", {}, texts["would-change"]), cmapElement("ul", {}, ...detail.changes.map((text) => cmapElement("li", {}, text)))),
    cmapElement("section", {}, cmapElement("h3", {}, texts.numbers), cmapNumbers(detail.headers, detail.numbers), cmapElement("dl", {}, ...facts)),
    cmapElement("section", {}, cmapElement("h3", {}, texts.plan), cmapElement("p", {}, detail.plan), detail.quote ? cmapElement("blockquote", {}, detail.quote) : null),
    cmapNeighbours(map, texts.upstream, map.graph.inputs(node.id)),
    cmapNeighbours(map, texts.downstream, map.graph.users(node.id)),
    ...detail.suppliers.map(cmapSupplierList),
  ];
}

// The same content as the picture, for screen readers, and for eyes behind the table button. While it cannot be seen its
// buttons cannot be reached by the tab key either.
function cmapTable(map, visible) {
  const { payload, state } = map;
  const { texts } = payload;
  const names = (pairs) => pairs.map(([node]) => node.label).join(payload.language === "en" ? ", " : "、");
  const head = ["column-segment", "column-verdict", "column-action", "column-plan", "column-group", "filter-stage", "upstream", "downstream"];
  const rows = payload.nodes.map((node) => {
    const look = payload.looks[node.looks[state.region]];
    const open = cmapElement("button", { type: "button", class: "cmap-link", tabindex: visible ? null : "-1", onclick: () => map.select(node.id) }, node.label);
    const verdict = cmapElement("td", {}, cmapSign(look), node.whys?.[state.region] ?? look.word);
    const rest = [node.action, node.plan, node.group_label, node.stage, names(map.graph.inputs(node.id)), names(map.graph.users(node.id))];
    return cmapElement("tr", {}, cmapElement("th", { scope: "row" }, open), verdict, ...rest.map((text) => cmapElement("td", {}, text)));
  });
  const titles = head.map((code) => cmapElement("th", { scope: "col" }, texts[code]));
  return cmapElement(
    "table",
    {},
    cmapElement("caption", {}, `${payload.name} · ${payload.ladder.find((step) => step.id === state.region).label}`),
    cmapElement("thead", {}, cmapElement("tr", {}, ...titles)),
    cmapElement("tbody", {}, ...rows),
  );
}
