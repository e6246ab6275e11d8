// One action of a person is one entry in the browser's history. Streamlit makes one of every message about the address: of
// the old page without its own state before the next page stands, of each choice that a click changes, of what it corrects.
// So back led to pages that were never seen. What follows the first entry of an action, or going back, rewrites that entry, and
// so does what says of itself that it is no step: where one looks on the map.

function install() {
  const push = window.history.pushState.bind(window.history);
  const replace = window.history.replaceState.bind(window.history);
  let entered = true; // opening the page made its entry
  for (const kind of ["pointerdown", "keydown", "click", "change"]) window.addEventListener(kind, () => { entered = false; }, true);
  for (const kind of ["popstate", "chainmap-same-entry"]) window.addEventListener(kind, () => { entered = true; }, true);
  window.history.pushState = (state, title, address) => {
    (entered ? replace : push)(state, title, address);
    entered = true;
  };
}

export default function () {
  if (window.chainmapEntries) return;
  window.chainmapEntries = true;
  install();
}
