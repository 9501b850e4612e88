// Moving along a list by keyboard: within it j goes to the next row, k to the one before; Enter opens it.
// Every row is a link that Tab reaches too; outside the list, and while one types, the keys mean nothing.
"use strict";

(() => {
  const list = document.querySelector("[data-rows]");
  const links = list ? [...list.querySelectorAll("a[data-row]")] : [];
  const hint = document.querySelector("[data-rows-hint]");
  if (links.length < 2) return;
  if (hint) hint.hidden = false;
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.key !== "j" && event.key !== "k")) return;
    const row = document.activeElement.closest("tr");
    const here = links.findIndex((one) => row !== null && row.contains(one));
    const next = Math.min(Math.max(here + (event.key === "j" ? 1 : -1), 0), links.length - 1);
    event.preventDefault();
    links[next].focus();
  });
})();
