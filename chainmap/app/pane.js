// Shows escaped HTML, sends the data-event of what was clicked, sorts tables. Enter and space work on buttons by themselves.
// A table is sorted at once, and Python is told: the address keeps the order. A list in pages is sorted there, all of it.

const NONE = "none", WAYS = { up: "ascending", down: "descending" };

const valueOf = (row, column) => {
  const cell = row.cells[column];
  const text = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  const number = Number(text);
  return text !== "" && !Number.isNaN(number) ? number : text;
};

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN");

function blocksOf(body) {
  const blocks = [];
  for (const row of body.rows) {
    if (row.classList.contains("cm-detail")) blocks.at(-1).push(row);
    else blocks.push([row]);
  }
  return blocks;
}

// `way` is up, down, or none: the order in which the table came.
function sort(table, code, way) {
  const body = table.tBodies[0];
  const column = [...table.tHead.rows[0].cells].findIndex((cell) => cell.querySelector("[data-sort]")?.dataset.sort === code);
  if (column < 0) return;
  table.cmCame ??= blocksOf(body);
  const blocks = [...table.cmCame];
  const sign = way === "up" ? 1 : -1;
  if (way !== NONE) blocks.sort((a, b) => sign * compare(valueOf(a[0], column), valueOf(b[0], column)));
  body.append(...blocks.flat());
  [...table.tHead.rows[0].cells].forEach((cell, at) => {
    if (at === column && way !== NONE) cell.setAttribute("aria-sort", WAYS[way]);
    else cell.removeAttribute("aria-sort");
  });
}

// `orders`: [number of the table in the pane, code of the column, way] of each that is sorted.
function sortAll(root, orders) {
  root.querySelectorAll("table").forEach((table, at) => {
    if (table.hasAttribute("data-paged")) return;
    const [, code, way] = orders.find(([number]) => number === at) ?? [];
    const now = table.tHead?.querySelector("th[aria-sort] [data-sort]")?.dataset.sort;
    if (code) sort(table, code, way);
    else if (now) sort(table, now, NONE);
  });
}

// First the way that one looks for, then the other, then as it came.
function nextWay(cell) {
  const ways = cell.classList.contains("cm-number") ? ["down", "up", NONE] : ["up", "down", NONE];
  return ways[ways.findIndex((way) => WAYS[way] === cell.getAttribute("aria-sort")) + 1];
}

function onSort(root, button, tell) {
  const table = button.closest("table"), code = button.dataset.sort, way = nextWay(button.closest("th"));
  const at = [...root.querySelectorAll("table")].indexOf(table);
  if (!table.hasAttribute("data-paged")) {
    root.orders = [...root.orders.filter(([number]) => number !== at), ...(way === NONE ? [] : [[at, code, way]])];
    sort(table, code, way);
  }
  tell(`sort:${at}:${way}:${code}`);
}

// Escape belongs to what stands in front: an open list or field, or a dialog over the pane.
const isFor = (target, root) =>
  target.closest?.("input, textarea, [role=listbox]") || [...document.querySelectorAll("[role=dialog]")].some((one) => !one.contains(root));

function show(root, data) {
  const told = JSON.stringify(data.orders);
  const isNew = root.shown !== data.html, isReordered = root.told !== told; // not what a click here has sorted meanwhile
  if (isReordered) root.orders = data.orders;
  root.told = told;
  if (isNew) {
    const { event, sort: header } = root.contains(document.activeElement) ? document.activeElement.dataset : {};
    root.innerHTML = data.html;
    root.shown = data.html;
    const held = [...root.querySelectorAll("button")].find((one) => (event ? one.dataset.event === event : header && one.dataset.sort === header));
    held?.focus();
  }
  if (isNew || isReordered) sortAll(root, root.orders);
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".cm-pane");
  const tell = (event) => setTriggerValue("event", event);
  show(root, data);
  root.onclick = (click) => {
    const sorter = click.target.closest("[data-sort]");
    if (click.target.closest("[data-print]")) return window.print();
    if (sorter) return onSort(root, sorter, tell);
    const target = click.target.closest("[data-event]");
    if (!target || (window.getSelection()?.toString() && !target.matches("button"))) return;
    tell(target.dataset.event);
  };
  const escape = (press) => {
    const closing = root.querySelector("[data-escape]");
    if (press.key !== "Escape" || !closing || isFor(press.target, root)) return;
    tell(closing.dataset.escape);
  };
  document.addEventListener("keydown", escape);
  return () => document.removeEventListener("keydown", escape);
}
