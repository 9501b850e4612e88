// Draws a box on the sheet by pointer or by keyboard and writes it into the form's four numbers.
// Without this file the numbers are typed by hand; what is sent is the same.
// By keyboard: Enter makes a box, arrows move it, Shift and arrows resize it, Enter again sends it, Escape drops it.
(() => {
  "use strict";
  const sheet = document.getElementById("lembar");
  const form = document.getElementById("kotak");
  if (!sheet || !form) return;
  const svg = sheet.querySelector("svg");
  const fields = ["kiri", "atas", "lebar", "tinggi"].map((name) => form.elements[name]);
  const LEAST = 0.004;
  const STEP = 0.01;
  let box = null; // left, top, width, height: shares of the page
  let from = null;
  let drawn = null;

  sheet.classList.add("may-draw");
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "application");
  sheet.setAttribute("aria-label", sheet.dataset.label);
  const picture = sheet.querySelector("img");
  // The browser's own dragging of pictures would take the pointer away.
  picture.draggable = false;
  // Before the page is seen, nobody knows where a box would lie.
  const isShown = () => picture.complete && picture.naturalWidth > 0;

  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  const show = () => {
    if (!box) {
      if (drawn) drawn.remove();
      drawn = null;
      return;
    }
    if (!drawn) {
      drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drawn.setAttribute("class", "drawn");
      svg.append(drawn);
    }
    ["x", "y", "width", "height"].forEach((name, at) => drawn.setAttribute(name, box[at].toFixed(5)));
  };

  const tell = () => {
    // Its numbers, its reason and its button are seen as soon as there is a box.
    if (box) form.closest("details").open = true;
    fields.forEach((field, at) => { field.value = box ? (box[at] * 100).toFixed(2) : ""; });
    show();
  };

  const read = () => {
    const typed = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")) / 100);
    box = typed.every(Number.isFinite) && typed[2] > 0 && typed[3] > 0 ? typed : null;
    show();
  };

  const place = (event) => {
    const around = sheet.getBoundingClientRect();
    return [
      within((event.clientX - around.left) / around.width, 0, 1),
      within((event.clientY - around.top) / around.height, 0, 1),
    ];
  };

  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !isShown()) return;
    from = place(event);
    sheet.setPointerCapture(event.pointerId);
    sheet.focus({ preventScroll: true });
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = place(event);
    box = [
      Math.min(from[0], to[0]), Math.min(from[1], to[1]),
      Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]),
    ];
    tell();
  });
  const stop = () => {
    from = null;
    if (box && (box[2] < LEAST || box[3] < LEAST)) {
      box = null; // a mere click
      tell();
    }
    // On a small screen the button lies below the sheet.
    if (box) form.querySelector("button").scrollIntoView({ block: "nearest" });
  };
  sheet.addEventListener("pointerup", stop);
  sheet.addEventListener("pointercancel", stop);

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  sheet.addEventListener("keydown", (event) => {
    if (!isShown() || event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      if (box) {
        form.requestSubmit();
        return;
      }
      box = [0.4, 0.45, 0.2, 0.04];
    } else if (event.key === "Escape" && box) {
      box = null;
    } else if (arrow && box) {
      event.preventDefault();
      const [across, down] = arrow.map((way) => way * STEP);
      if (event.shiftKey) {
        box[2] = within(box[2] + across, STEP, 1 - box[0]);
        box[3] = within(box[3] + down, STEP, 1 - box[1]);
      } else {
        box[0] = within(box[0] + across, 0, 1 - box[2]);
        box[1] = within(box[1] + down, 0, 1 - box[3]);
      }
    } else {
      return;
    }
    tell();
  });
  for (const field of fields) field.addEventListener("input", read);
  read();
})();
