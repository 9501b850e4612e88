// Marking by keyboard: 1 accepts, 0 rejects, 5 gives half, n goes to the note, Escape leaves it.
// Every key presses a button that is on the page; without this file the buttons do the same.
(() => {
  "use strict";
  const form = document.getElementById("tandai");
  if (!form) return;
  const note = form.querySelector("textarea");
  const hint = document.getElementById("butuh-catatan");
  const opened = performance.now();
  const CAREFUL = 400; // a second press meant for the page before
  let isSent = false;

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

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
      note.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
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
