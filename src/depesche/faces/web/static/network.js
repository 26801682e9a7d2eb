// The network: states and organisations, edges coloured by sign and as wide as what passed between them.
"use strict";
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function look() {
    return [
      { selector: "node", style: { "background-color": colour("raised"), "border-color": colour("ink"), "border-width": 1.5, label: "data(label)", color: colour("ink"), "font-size": 11, "font-weight": 600, "text-valign": "center", "text-halign": "center", width: "data(size)", height: "data(size)" } },
      { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", opacity: 0.85, "line-color": colour("none") } },
      { selector: "edge[sign > 0]", style: { "line-color": colour("vc") } },
      { selector: "edge[sign < 0]", style: { "line-color": colour("vx"), "line-style": "dashed" } },
      { selector: ".dim", style: { opacity: 0.15 } },
      { selector: "node.chosen", style: { "border-width": 4, "border-color": colour("accent") } },
    ];
  }

  for (const box of document.querySelectorAll("[data-network]")) {
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const place = box.querySelector(".network");
    const network = cytoscape({
      container: place, elements: data, style: look(), minZoom: 0.3, maxZoom: 3,
      layout: { name: "preset", positions: (node) => node.data("place"), fit: true, padding: 30 },
    });
    network.userZoomingEnabled(false); // the wheel scrolls the page; the buttons zoom
    network.on("tap", "edge", (event) => location.assign(event.target.data("href")));
    network.on("tap", "node", (event) => {
      const near = event.target.closedNeighborhood();
      network.elements().addClass("dim").removeClass("chosen");
      near.removeClass("dim");
      event.target.addClass("chosen");
    });
    network.on("tap", (event) => { if (event.target === network) network.elements().removeClass("dim chosen"); });
    network.on("mouseover", "edge", (event) => { place.title = event.target.data("title"); });
    network.on("mouseout", "edge", () => { place.removeAttribute("title"); });
    const zoom = (factor) => network.zoom({ level: network.zoom() * factor, renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } });
    box.querySelector("[data-zoom=in]")?.addEventListener("click", () => zoom(1.25));
    box.querySelector("[data-zoom=out]")?.addEventListener("click", () => zoom(0.8));
    box.querySelector("[data-zoom=fit]")?.addEventListener("click", () => network.fit(undefined, 30));
    document.addEventListener("theme", () => network.style(look()));
    box.dataset.drawn = String(network.nodes().length);
  }
})();
