// Marking by keyboard: 1 accepts, 0 rejects, 5 gives half, n goes to the note, Escape leaves it.
// Every key presses a button that is on the page; without this file the buttons do the same.
// Who speaks to the computer, or rests a hand on the keys, turns them off; this device remembers.
(() => {
  "use strict";
  const form = document.getElementById("tandai");
  if (!form) return;
  const note = form.querySelector("textarea");
  const hint = document.getElementById("butuh-catatan");
  const opened = performance.now();
  const CAREFUL = 400; // a second press meant for the page before
  let isSent = false;

  const OFF = "terbuka:keys-off";
  const wish = form.querySelector("[data-keys]");
  const keys = wish.querySelector("input");
  try { keys.checked = localStorage.getItem(OFF) === null; } catch { /* a closed store: on */ }
  wish.hidden = false;
  keys.addEventListener("change", () => {
    try {
      if (keys.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch { /* it holds for this page */ }
  });

  const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  const lacksNote = (button) => button.dataset.lower === "1" && note.value.trim() === "";

  const askForNote = () => {
    hint.hidden = false;
    note.focus();
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (isSent) {
      event.preventDefault();
    } else if (button && lacksNote(button)) {
      event.preventDefault();
      askForNote();
    } else {
      isSent = true;
    }
  });
  // The page may come back from the browser's memory.
  addEventListener("pageshow", () => { isSent = false; });

  document.addEventListener("keydown", (event) => {
    if (event.target === note && event.key === "Escape") {
      form.focus(); // the keys mark again, and Tab goes on from here
      return;
    }
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
    if (event.key === "n") {
      event.preventDefault();
      note.focus();
      return;
    }
    const button = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button && performance.now() - opened > CAREFUL) {
      event.preventDefault();
      form.requestSubmit(button);
    }
  });
})();
