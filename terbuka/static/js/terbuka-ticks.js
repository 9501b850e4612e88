// A button that ticks every box of its form, or none when all are ticked; without script each is ticked by hand.
// `data-tick-all="name"`: only the boxes of that name. What htmx brings in is looked at too.
"use strict";

(() => {
  const boxesOf = (button) => {
    const name = button.dataset.tickAll;
    const all = [...button.form.querySelectorAll("input[type=checkbox]")];
    return name ? all.filter((box) => box.name === name) : all;
  };
  const start = () => {
    for (const button of document.querySelectorAll("[data-tick-all]")) button.hidden = boxesOf(button).length < 2;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick-all]");
    if (!button) return;
    const boxes = boxesOf(button);
    const isWanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = isWanted;
  });
  document.addEventListener("htmx:afterSettle", start);
  start();
})();
