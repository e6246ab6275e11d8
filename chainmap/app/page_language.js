// Tells the browser which language the page is in, and says in it what Streamlit itself says in English only.
// Our own texts and those of users are left alone: they stand in panes, in HTML of ours, in labels and options.

const ATTRIBUTES = ["aria-label", "title", "placeholder"];
const OURS = ".cm-pane, .stHtml, [data-testid=stMarkdownContainer], [data-testid=stPageLink], .cmap-host";
const kept = new WeakMap(); // node → attribute (or "text") → what Streamlit wrote, and what we put there
let patterns = [];
let choose = "";
let observer = null;
let language = null;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const pattern = ([english, ours]) => [new RegExp(`^${escaped(english).replace("\\{0\\}", "([^]+)")}$`), ours];

function translated(english) {
  for (const [from, to] of patterns) {
    const found = from.exec(english);
    if (found) return to.replace("{0}", found[1] ?? "");
  }
  return english;
}

function put(node, name, now, write) {
  const before = kept.get(node)?.[name];
  const english = before?.ours === now ? before.english : now;
  const ours = translated(english);
  if (ours !== english) kept.set(node, { ...kept.get(node), [name]: { english, ours } });
  if (ours !== now) write(ours);
}

function one(element) {
  for (const name of ATTRIBUTES) {
    const now = element.getAttribute(name);
    if (now) put(element, name, now, (text) => element.setAttribute(name, text));
  }
  if (element.matches("[data-testid=stFileUploaderDropzone] button") && element.getAttribute("aria-label") !== choose)
    element.setAttribute("aria-label", choose);
  for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) text(child);
}

function text(node) {
  const now = node.data.trim();
  const choice = node.parentElement.closest("[role=option]:not([data-empty] *)"); // an empty list has one that says so
  const option = choice && !now.startsWith("Select ") && !kept.has(node); // of a user
  if (now && !option) put(node, "text", now, (ours) => { node.data = ours; });
}

function every(root) {
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
  one(root);
  for (const child of root.children) every(child);
}

// A note of Streamlit's is a dialog that refers to a label which is not there: for screen readers it has no name.
function named() {
  for (const note of document.querySelectorAll("[data-testid=stToast]")) {
    const said = note.textContent.trim();
    if (said && note.getAttribute("aria-label") !== said) note.setAttribute("aria-label", said);
  }
}

function changed(mutations) {
  named();
  for (const mutation of mutations) {
    if (mutation.type === "childList") mutation.addedNodes.forEach((node) => (node.nodeType === Node.TEXT_NODE ? changedText(node) : every(node)));
    else if (mutation.type === "characterData") changedText(mutation.target);
    else if (!mutation.target.closest(OURS)) one(mutation.target);
  }
}

function changedText(node) {
  if (node.parentElement && !node.parentElement.closest(OURS)) text(node);
}

// A sign-in comes back to the bare address: the page that was asked for is kept in the browser's tab meanwhile, and never
// leaves the origin.
function keepAddress(data) {
  const tab = window.sessionStorage, here = window.location;
  if (data.keep) {
    const before = tab.getItem("chainmap.language");
    const fresh = !window.chainmapSeen && !new URLSearchParams(here.search).has("lang");
    window.chainmapSeen = true;
    if (fresh && before && before !== data.code) {
      here.replace(here.origin + here.pathname + "?lang=" + encodeURIComponent(before));
      return;
    }
    tab.setItem("chainmap.language", data.code);
    if (here.pathname + here.search !== "/") tab.setItem("chainmap.address", here.pathname + here.search);
  } else {
    const address = tab.getItem("chainmap.address");
    tab.removeItem("chainmap.address");
    tab.setItem("chainmap.language", data.code);
    if (address && address !== here.pathname + here.search) here.replace(here.origin + address);
  }
}

export default function ({ data }) {
  keepAddress(data);
  if (language === data.lang && choose === data.choose) return;
  language = data.lang;
  choose = data.choose;
  patterns = data.chrome.map(pattern);
  document.documentElement.lang = data.lang;
  document.documentElement.style.setProperty("--cm-failed", JSON.stringify(data.failed));
  document.documentElement.style.setProperty("--cm-choose", JSON.stringify(data.choose));
  document.documentElement.style.setProperty("--cm-refused", JSON.stringify(data.refused));
  every(document.body);
  observer ??= new MutationObserver(changed);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
}
