// Joins the chain map to Streamlit: data in, the chosen segment and the map's state out. The map lives on over reruns, with its
// view. The map's scripts and values come through components of their own, which are sent once: a click sends little.

const charts = new WeakMap(); // host element → { chart, chosen, state, component }
const READY = "chainmap-ready"; // said by the scripts, and by the values, when they have come

// A value that is sent and comes back with a later run. While something is under way, what comes back is an answer to it, and
// what is neither an answer nor the last one known was said by somebody else: the address, the back button, the sidebar.
class Echo {
  constructor(value) {
    this.known = JSON.stringify(value);
    this.sent = [];
  }

  send(value) {
    this.sent.push(JSON.stringify(value));
  }

  isForeign(value) {
    const text = JSON.stringify(value);
    const at = this.sent.indexOf(text);
    if (at < 0 && text === this.known) return false;
    this.sent = at < 0 ? [] : this.sent.slice(at + 1);
    this.known = text;
    return at < 0;
  }
}

// How much of the window the page's panel takes, as style.css has it: beside the map, which gives way, or as a sheet below.
const taken = (side) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(`--cm-panel-${side}`)) || 0;
const OPENED = "cm-opened"; // said to style.css before the panel has come
const LEAST_SEEN = 320; // px: of the stage, when a segment opens

const ordered = ({ region, fold, filter, view }) => [region, fold, view, filter.look, filter.action, filter.plan, filter.stage, filter.group];

function begin(held, host, elements, data) {
  const style = document.createElement("style");
  style.textContent = globalThis.chainmapScripts.css;
  host.before(style);
  held.chosen = new Echo(null);
  held.state = new Echo(ordered(data.state));
  held.chart = globalThis.chainmapScripts.create(host, elements, {
    folds: data.folds,
    state: data.state,
    live: data.live,
    tall: data.tall,
    busy: () => held.chosen.sent.length > 0, // what the click changed would be lost: the next message has the values of before
    beside: () => (document.querySelector(".st-key-panel") ? taken("beside") : 0),
    covered: ({ bottom }) => ({ right: 0, bottom: Math.max(0, bottom - (innerHeight - taken("below"))) }),
    onOpen: (open) => {
      document.documentElement.classList.toggle(OPENED, open);
      const body = host.querySelector(".cmap-body");
      const { top, height } = body.getBoundingClientRect();
      if (open && innerHeight - taken("below") - top < Math.min(height, LEAST_SEEN)) body.scrollIntoView({ block: "start" });
    },
    onSelect: (segment) => {
      held.chosen.send(segment);
      held.component.setTriggerValue("chosen", { segment });
    },
    onTall: (tall) => data.live && held.component.setTriggerValue("turned", { tall }),
    onState: (state, looked) => {
      if (!data.live) return;
      if (looked) globalThis.dispatchEvent(new Event("chainmap-same-entry")); // back does not go through every view
      held.state.send(ordered(state));
      held.component.setTriggerValue("shown", state);
    },
  });
}

function show(held, host) {
  const { data } = held.component;
  const elements = globalThis.chainmapValues?.get(data.values);
  if (!globalThis.chainmapScripts || !elements) return;
  host.style.setProperty("--cmap-height", data.height ? `${data.height}px` : "auto");
  host.classList.toggle("cmap-fills", !data.height);
  if (!held.chart) begin(held, host, elements, data);
  const { chart } = held;
  chart.update(elements);
  if (data.live) chart.lay(data.folds);
  if (held.state.isForeign(ordered(data.state))) chart.restore(data.state);
  else if (!held.state.sent.length) chart.settle();
  if (held.chosen.isForeign(data.selected)) chart.show(data.selected);
}

export default function (component) {
  const host = component.parentElement.querySelector(".cmap-host");
  const known = charts.get(host);
  const held = known ?? {};
  held.component = component;
  if (!known) {
    charts.set(host, held);
    held.ready = () => show(held, host);
    globalThis.addEventListener(READY, held.ready);
  }
  show(held, host);
  return () => {
    globalThis.removeEventListener(READY, held.ready);
    charts.delete(host);
    held.chart?.destroy();
    document.documentElement.classList.remove(OPENED);
  };
}
