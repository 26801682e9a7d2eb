// What all pages share: theme, completion of the search box, words and entries that light each other.
"use strict";
(() => {
  const root = document.documentElement;

  function dark() {
    return root.dataset.theme === "dark" ||
      (root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  document.getElementById("theme")?.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* holds for this page only */ }
    document.dispatchEvent(new CustomEvent("theme"));
  });

  // Entries and words: both carry data-lit with the entry's key; pointing or tabbing at one lights the other.
  function light(key, on) {
    for (const node of document.querySelectorAll("[data-lit]")) {
      if (!node.dataset.lit.split(" ").includes(key)) continue;
      node.classList.toggle(node.classList.contains("s") ? "lit" : "lit-entry", on);
    }
  }
  function keysOf(target) {
    const node = target instanceof Element ? target.closest("[data-lit]") : null;
    return node ? node.dataset.lit.split(" ") : [];
  }
  let lit = [];
  function show(keys) {
    for (const key of lit) light(key, false);
    lit = keys;
    for (const key of lit) light(key, true);
  }
  if (document.querySelector("[data-lit]")) {
    document.addEventListener("mouseover", (event) => show(keysOf(event.target)));
    document.addEventListener("focusin", (event) => {
      const keys = keysOf(event.target);
      show(keys);
      if (event.target.closest(".layer-panel") && keys.length) {
        const words = [...document.querySelectorAll(".report .s")].find((n) => n.dataset.lit.split(" ").includes(keys[0]));
        words?.scrollIntoView({ block: "nearest" });
      }
    });
    document.addEventListener("click", (event) => {
      const words = event.target instanceof Element ? event.target.closest(".report .s") : null;
      if (!words) return;
      const key = words.dataset.lit.split(" ").at(-1);
      const entry = [...document.querySelectorAll(".layer-panel [data-lit]")].find((n) => n.dataset.lit.split(" ").includes(key));
      entry?.scrollIntoView({ block: "nearest" });
    });
  }
  for (const box of document.querySelectorAll("[data-layer]")) {
    const apply = () => document.querySelectorAll(".report").forEach((text) => text.classList.toggle(`layers-${box.dataset.layer}`, box.checked));
    box.addEventListener("change", apply);
    apply();
  }

  // On a narrow screen the menu scrolls; the page that is open stands in sight.
  const nav = document.querySelector(".nav"), current = nav?.querySelector("[aria-current]");
  if (current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - 24;

  // What scrolls sideways can be reached by keyboard.
  const reach = () => {
    for (const box of document.querySelectorAll(".scroll, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  reach();
  addEventListener("resize", reach);

  // Side columns stand open where there is room beside the list.
  for (const box of document.querySelectorAll("details[data-open-wide]")) box.open = innerWidth > 960;

  // Forms that ask again when a field changes.
  for (const field of document.querySelectorAll("[data-submit]")) {
    field.addEventListener("change", () => field.form.requestSubmit());
  }

  // Completion of the search box (a combobox as ARIA describes it).
  for (const input of document.querySelectorAll("[data-complete]")) complete(input);

  function complete(input) {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    let at = -1, timer = 0, items = [];
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const word = () => input.value.slice(0, input.selectionStart).match(/\S*$/)[0];
    const choose = (item) => {
      const end = input.selectionStart, start = end - word().length;
      const closed = !item.value.endsWith(":");
      input.value = input.value.slice(0, start) + item.value + (closed ? " " : "") + input.value.slice(end).trimStart();
      const caret = start + item.value.length + (closed ? 1 : 0);
      input.focus();
      input.setSelectionRange(caret, caret);
      close();
      if (!closed) ask();
    };
    const draw = () => {
      list.replaceChildren(...items.map((item, number) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${number}`;
        row.role = "option";
        row.setAttribute("aria-selected", String(number === at));
        const value = document.createElement("code"), label = document.createElement("span");
        value.textContent = item.value;
        label.textContent = item.label ?? "";
        label.className = "muted small";
        row.append(value, label);
        row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
        return row;
      }));
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    };
    async function ask() {
      const answer = await fetch(`/api/v1/complete?q=${encodeURIComponent(word())}`);
      if (!answer.ok) return;
      items = (await answer.json()).items;
      at = -1;
      draw();
    }
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        at = (at + (event.key === "ArrowDown" ? 1 : items.length + (at < 0 ? 1 : 0) - 1) + items.length) % items.length;
        draw();
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        choose(items[at]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
  }

  // "/" leads to the search box, as in most archives.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const input = document.querySelector("[data-complete]");
    if (input) { event.preventDefault(); input.focus(); }
  });
})();
