/* Keeps what is typed into an answer: on this device at once, with the server when the hands rest.
   Nothing leaves the device's store before the server said that it has it. */
"use strict";
(() => {
  const PREFIX = "terbuka:typed:";
  const IDLE = 1000, SHORTEST = 2000, LONGEST = 30000;

  // Signing out takes away what others at this desk must not read.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-signs-out]")) {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
    }
  });

  document.addEventListener("keydown", (event) => {
    const ways = { PageDown: "next", PageUp: "prev" };
    const link = event.altKey && ways[event.key] && document.querySelector(`a[rel="${ways[event.key]}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });

  const form = document.querySelector("form[data-saves]");
  if (!form) { return; }
  const key = PREFIX + form.dataset.owner + ":" + location.pathname;
  let timer = 0, busy = false, again = false, pause = SHORTEST, held = false;

  const typed = () => {
    const fields = {};
    new FormData(form).forEach((value, name) => { if (name !== "csrfmiddlewaretoken" && name !== "version") { fields[name] = value; } });
    return JSON.stringify(fields);
  };
  const version = () => form.elements.version.value;
  const setVersion = (number) => document.querySelectorAll("[data-version-field]").forEach((field) => { field.value = number; });
  let stored = typed();

  const recall = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ fields: typed(), version: version() })); } catch { /* a full or closed store: the server still gets it */ } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* as above */ } };

  const tell = (words, tone, link) => {
    const place = document.getElementById("saved");
    const box = document.createElement("div");
    box.className = tone ? "notice tone-" + tone : "small quiet";
    const text = document.createElement("p");
    text.textContent = words;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = form.dataset.signIn;
      text.append(" ", anchor);
    }
    box.append(text);
    place.replaceChildren(box);
  };

  // The server's own part of the page takes the place of the one with the same name.
  const swap = (html) => {
    const part = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    const old = part && part.id && document.getElementById(part.id);
    if (!old) { return false; }
    // The place stays, so that what is said there is read out to who cannot see it.
    old.getAttributeNames().filter((name) => !part.hasAttribute(name)).forEach((name) => old.removeAttribute(name));
    part.getAttributeNames().forEach((name) => old.setAttribute(name, part.getAttribute(name)));
    if (part.dataset.version) { setVersion(part.dataset.version); }
    old.replaceChildren(...part.childNodes);
    return true;
  };

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  const settle = async (answer, sent) => {
    const redirect = answer.headers.get("HX-Redirect");
    if (redirect) { held = true; tell(form.dataset.signedOut, "warning", redirect); return; }
    if (answer.ok) {
      if (!swap(await answer.text())) { throw new Error("not ours"); }
      const stale = document.getElementById("stale");
      if (stale) { stale.replaceChildren(); }
      stored = sent;
      pause = SHORTEST;
      if (typed() === sent) { forget(); } else { keep(); later(IDLE); }
    } else if (answer.status === 409) {
      held = true;
      swap(await answer.text());
      tell("", "");
      keep();
    } else if (answer.status === 400) {
      swap(await answer.text());
    } else if (answer.status === 403 || answer.status === 404) {
      held = true;
      tell(form.dataset.refused, "danger");
    } else {
      throw new Error("busy");
    }
  };

  async function save() {
    clearTimeout(timer);
    if (held || typed() === stored) { return; }
    if (busy) { again = true; return; }
    busy = true;
    const sent = typed();
    tell(form.dataset.saving, "");
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body: new FormData(form), credentials: "same-origin",
        headers: { "HX-Request": "true", "HX-Current-URL": location.href, "X-Terbuka-Save": "1" },
      });
      await settle(answer, sent);
    } catch {
      tell(form.dataset.waiting, "warning");
      later(pause);
      pause = Math.min(pause * 2, LONGEST);
    }
    busy = false;
    if (again) { again = false; later(IDLE); }
  }

  form.addEventListener("input", () => { keep(); later(IDLE); });
  form.addEventListener("change", () => { keep(); later(200); });
  form.addEventListener("focusout", () => { if (typed() !== stored) { later(50); } });
  // The way without a script: the page itself answers. What was typed stays kept until it did.
  form.addEventListener("submit", () => { held = true; clearTimeout(timer); if (typed() !== stored) { keep(); } });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-discards]")) { held = true; forget(); } });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { location.reload(); } });
  window.addEventListener("online", () => { if (!held) { save(); } });

  const waiting = recall();
  if (form.hasAttribute("data-unsaved")) {
    // The server shows what was typed but not stored; it is typed still.
    stored = "";
    keep();
    held = true;
    form.addEventListener("input", () => { if (!document.querySelector(".has-stale")) { held = false; later(IDLE); } }, { once: true });
  } else if (waiting && waiting.fields !== stored) {
    const fields = JSON.parse(waiting.fields);
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements[name];
      if (field) { field.value = value; }
    }
    form.elements.version.value = waiting.version;
    tell(form.dataset.back, "warning");
    later(IDLE);
  } else if (waiting) {
    forget();
  }
})();
