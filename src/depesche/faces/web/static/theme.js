// Runs before the page is drawn: the theme chosen earlier, so that nothing flashes.
"use strict";
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* storage may be closed to us; the system's theme holds then */ }
})();
