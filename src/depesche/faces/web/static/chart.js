// Draws the Vega-Lite specifications that pages carry as JSON, in the colours of the page and without evaluating code.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function config() {
    const ink = colour("ink"), muted = colour("muted"), line = colour("line");
    return {
      background: null, font: getComputedStyle(document.body).fontFamily,
      view: { stroke: null },
      axis: { labelColor: muted, titleColor: muted, domainColor: line, tickColor: line, gridColor: line, gridOpacity: 0.6, titleFontWeight: "normal", labelFontSize: 11, titleFontSize: 11 },
      legend: { labelColor: ink, titleColor: muted, orient: "top", title: null, labelFontSize: 12, symbolType: "square" },
      rule: { color: muted }, text: { color: ink, fontSize: 11 }, line: { color: ink }, point: { color: ink }, area: { color: muted }, bar: { color: muted },
      title: { color: muted, fontSize: 12, fontWeight: "normal", anchor: "start" },
    };
  }

  // "$vc" in a specification stands for the page's colour of that name.
  function coloured(value) {
    if (typeof value === "string" && value.startsWith("$")) return colour(value.slice(1));
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v)]));
    return value;
  }

  const shown = new Map();
  async function draw(figure) {
    const place = figure.querySelector(".chart");
    const spec = coloured(JSON.parse(figure.querySelector("script[type='application/json']").textContent));
    const width = Math.max(240, place.clientWidth - 70);
    for (const part of spec.vconcat ?? [spec]) part.width = width;
    spec.config = config();
    shown.get(figure)?.finalize();
    const runtime = charts.parse(charts.compile(spec).spec, null, { ast: true });
    const view = new charts.View(runtime, { renderer: "svg", container: place, hover: true, expr: charts.expressionInterpreter, logLevel: charts.Warn });
    view.addEventListener("click", (_, item) => { if (item?.datum?.href) location.assign(item.datum.href); });
    shown.set(figure, view);
    await view.runAsync();
    place.querySelector("svg")?.setAttribute("aria-hidden", "true");
    figure.dataset.drawn = "yes";
  }

  const figures = () => [...document.querySelectorAll("figure[data-chart]")];
  const attempt = (figure) => draw(figure).catch((error) => { figure.dataset.drawn = "failed"; console.error(error); });
  const all = () => figures().forEach(attempt);
  all();
  // Parts that are loaded later bring their own.
  document.addEventListener("htmx:afterSettle", () => figures().filter((figure) => !shown.has(figure)).forEach(attempt));
  document.addEventListener("theme", all);
  let last = innerWidth, timer = 0;
  addEventListener("resize", () => { if (innerWidth !== last) { last = innerWidth; clearTimeout(timer); timer = setTimeout(all, 150); } });
})();
