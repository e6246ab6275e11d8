// Shows escaped HTML, sends the data-event of what was clicked, sorts tables. Enter and space work on buttons by themselves.

const sorted = new Map(); // component key → "table:column:direction", kept when the HTML is replaced

const valueOf = (row, column) => {
  const cell = row.cells[column];
  const text = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  const number = Number(text);
  return text !== "" && !Number.isNaN(number) ? number : text;
};

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN");

function sort(table, column, direction) {
  const body = table.tBodies[0];
  const blocks = [];
  for (const row of body.rows) {
    if (row.classList.contains("cm-detail")) blocks.at(-1).push(row);
    else blocks.push([row]);
  }
  blocks.sort((a, b) => direction * compare(valueOf(a[0], column), valueOf(b[0], column)));
  body.append(...blocks.flat());
  [...table.tHead.rows[0].cells].forEach((cell, at) => {
    if (at === column) cell.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    else cell.removeAttribute("aria-sort");
  });
}

function sortAgain(root, key) {
  const kept = sorted.get(key);
  if (!kept) return;
  const table = root.querySelectorAll("table")[kept.table];
  if (table?.tHead.rows[0].cells[kept.column]) sort(table, kept.column, kept.direction);
}

function onSort(root, key, button) {
  const cell = button.closest("th");
  const table = button.closest("table");
  const numeric = cell.classList.contains("cm-number");
  const before = cell.getAttribute("aria-sort");
  const direction = before ? (before === "ascending" ? -1 : 1) : numeric ? -1 : 1;
  const at = [...root.querySelectorAll("table")].indexOf(table);
  sorted.set(key, { table: at, column: cell.cellIndex, direction });
  sort(table, cell.cellIndex, direction);
}

// Escape belongs to what stands in front: an open list or field, or a dialog over the pane.
const isFor = (target, root) =>
  target.closest?.("input, textarea, [role=listbox]") || [...document.querySelectorAll("[role=dialog]")].some((one) => !one.contains(root));

export default function (component) {
  const { parentElement, data, key, setTriggerValue } = component;
  const root = parentElement.querySelector(".cm-pane");
  if (root.shown !== data.html) {
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.event : null;
    root.innerHTML = data.html;
    root.shown = data.html;
    sortAgain(root, key);
    if (focused) [...root.querySelectorAll("[data-event]")].find((one) => one.dataset.event === focused && one.matches("button"))?.focus();
  }
  root.onclick = (click) => {
    const sorter = click.target.closest("[data-sort]");
    if (click.target.closest("[data-print]")) return window.print();
    if (sorter) return onSort(root, key, sorter);
    const target = click.target.closest("[data-event]");
    if (!target || (window.getSelection()?.toString() && !target.matches("button"))) return;
    setTriggerValue("event", target.dataset.event);
  };
  const escape = (press) => {
    const closing = root.querySelector("[data-escape]");
    if (press.key !== "Escape" || !closing || isFor(press.target, root)) return;
    setTriggerValue("event", closing.dataset.escape);
  };
  document.addEventListener("keydown", escape);
  return () => document.removeEventListener("keydown", escape);
}
