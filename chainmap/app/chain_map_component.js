// Joins the chain map to Streamlit: data in, the chosen segment out. The map lives on over reruns, with its view.

const charts = new WeakMap(); // host element → map

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const host = parentElement.querySelector(".cmap-host");
  const report = (segment) => setTriggerValue("chosen", { segment });
  host.style.height = `${data.height}px`;
  let chart = charts.get(host);
  if (!chart) {
    chart = createChainMap(host, data.elements, (segment) => chart.report(segment));
    charts.set(host, chart);
  }
  chart.report = report;
  chart.update(data.elements);
  chart.show(data.selected);
  return () => {
    charts.delete(host);
    chart.destroy();
  };
}
