// The map: land from Natural Earth, one dot for each place, as large as what happened there in the chosen time.
"use strict";
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const SIZE = { width: 1000, height: 500 };
  const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
  const COLOURS = { "verbal cooperation": "var(--vc)", "material cooperation": "var(--mc)", "verbal conflict": "var(--vx)", "material conflict": "var(--mx)" };

  const make = (name, attributes) => {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  async function draw(box) {
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const world = await (await fetch(box.dataset.world)).json();
    const place = box.querySelector(".map");
    const projection = maps.geoEqualEarth().rotate([-11, 0]).fitSize([SIZE.width, SIZE.height], { type: "Sphere" });
    const path = maps.geoPath(projection);
    const svg = make("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "group", "aria-label": box.dataset.label });
    const land = maps.feature(world, world.objects.countries);
    svg.append(make("path", { class: "land", d: path(land) }));
    const dots = make("g", {});
    svg.append(dots);
    place.replaceChildren(svg);
    zoomToPoints(svg, data.points, projection);

    const slider = box.querySelector("input[name=window-end]"), span = box.querySelector("select[name=window-span]");
    const label = box.querySelector("[data-window]");
    const form = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    const day = (value) => form.format(new Date(`${value}T00:00:00Z`));
    function show() {
      const [from, to] = windowOf(data.days, slider, span);
      if (label) label.textContent = from === to ? day(from) : `${day(from)} – ${day(to)}`;
      const scale = Number(svg.dataset.scale || 1);
      const rows = data.points.map((point) => ({ ...point, quads: count(point, from, to) })).map((p) => ({ ...p, n: p.quads.reduce((a, b) => a + b, 0) })).filter((p) => p.n);
      rows.sort((a, b) => b.n - a.n);
      dots.replaceChildren(...rows.map((row) => dot(row, projection, scale)));
      box.dataset.drawn = String(rows.length);
    }
    slider?.addEventListener("input", show);
    span?.addEventListener("change", show);
    show();
  }

  // Without days to choose from, all are shown.
  function windowOf(days, slider, span) {
    if (!days.length) return ["", ""];
    if (!slider) return [days[0], days.at(-1)];
    const end = days[Number(slider.value)], length = Number(span.value);
    if (!length) return [days[0], end];
    const start = new Date(`${end}T00:00:00Z`);
    start.setUTCDate(start.getUTCDate() - length + 1);
    return [start.toISOString().slice(0, 10), end];
  }

  function count(point, from, to) {
    const found = [0, 0, 0, 0];
    for (const [day, quad] of point.events) if (!from || (day >= from && day <= to)) found[quad] += 1;
    return found;
  }

  function dot(row, projection, scale) {
    const [x, y] = projection([row.lon, row.lat]);
    const most = row.quads.indexOf(Math.max(...row.quads));
    const link = make("a", { href: row.href });
    const circle = make("circle", { class: "dot", cx: x, cy: y, r: (3 + 2.2 * Math.sqrt(row.n)) / scale, fill: COLOURS[QUADS[most]] });
    const title = make("title", {});
    title.textContent = `${row.name}: ${row.n}`;
    circle.append(title);
    link.append(circle);
    link.setAttribute("aria-label", `${row.name}: ${row.n}`);
    return link;
  }

  function zoomToPoints(svg, points, projection) {
    const xy = points.map((p) => projection([p.lon, p.lat]));
    if (xy.length < 2) return;
    const xs = xy.map((p) => p[0]), ys = xy.map((p) => p[1]), pad = 60;
    let left = Math.max(0, Math.min(...xs) - pad), right = Math.min(SIZE.width, Math.max(...xs) + pad);
    let top = Math.max(0, Math.min(...ys) - pad), bottom = Math.min(SIZE.height, Math.max(...ys) + pad);
    const width = Math.max(right - left, 2 * (bottom - top), 220), height = width / 2;
    left = Math.max(0, Math.min(SIZE.width - width, (left + right - width) / 2));
    top = Math.max(0, Math.min(SIZE.height - height, (top + bottom - height) / 2));
    if (width >= SIZE.width) return;
    svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    svg.dataset.scale = String(SIZE.width / width);
  }

  for (const box of document.querySelectorAll("[data-map]")) draw(box).catch((error) => { box.dataset.drawn = "failed"; console.error(error); });
})();
